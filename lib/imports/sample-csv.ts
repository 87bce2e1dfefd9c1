const CITIES = ["Sample City", "Example Town", "Test Village"];

const two = (n: number) => String(n).padStart(2, "0");

/** Good lines and one of each kind of bad ones: what an import makes of them can be tried at once. */
export function sampleCsv(): string {
  const good = Array.from({ length: 24 }, (_, index) => {
    const n = index + 1;
    const number = [`7900000${1000 + n}`, `8 900 000-${two(10)}-${two(n)}`, `+7 (900) 000-${two(10)}-${two(n)}`][n % 3] ?? "";
    return `${number},Sample Person ${two(n)},${CITIES[n % CITIES.length] ?? ""}`;
  });
  const bad = [
    "79000001001,Sample Person 01 again,Sample City",
    ",Sample Person without a number,Sample City",
    "not a number,Sample Person 26,Example Town",
    "7900,Sample Person 27,Test Village",
    "7900000100112345678,Sample Person 28,Sample City",
    '79000001030,"Sample Person with a forgotten quote,Sample City',
  ];
  return `\ufeff${["Phone,Name,City", ...good, ...bad].join("\r\n")}\r\n`;
}
