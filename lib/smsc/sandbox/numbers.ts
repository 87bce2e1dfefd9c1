/** What the sandbox knows of numbers and texts. Literals of its own, so that a slip in the client shows. */
export type Region = {
  zone: string;
  country: string;
  carrier: string;
  region: string;
  mcc: string;
  mnc: string;
  /** Hours; in which sense is not documented. */
  timeZone: string;
  /** Of a segment, a query, and a minute of a call, in hundredths. */
  segmentPrice: number;
  hlrPrice: number;
  callPrice: number;
};

export const REGIONS = {
  ru: {
    zone: "1",
    country: "Россия",
    carrier: "Пример Мобайл",
    region: "г. Москва и Московская область",
    mcc: "250",
    mnc: "99",
    timeZone: "3",
    segmentPrice: 380,
    hlrPrice: 30,
    callPrice: 250,
  },
  gb: {
    zone: "2",
    country: "Великобритания",
    carrier: "Example Mobile",
    region: "",
    mcc: "234",
    mnc: "99",
    timeZone: "0",
    segmentPrice: 450,
    hlrPrice: 30,
    callPrice: 400,
  },
  other: { zone: "3", country: "", carrier: "", region: "", mcc: "", mnc: "", timeZone: "", segmentPrice: 520, hlrPrice: 50, callPrice: 900 },
} as const satisfies Record<string, Region>;

/** Invented carriers of Russian ranges, by the two digits after the first nine; every other range is the first one's. */
const RUSSIAN: readonly { from: number; to: number; carrier: string }[] = [
  { from: 20, to: 39, carrier: "Образец Связь" },
  { from: 50, to: 69, carrier: "Тест Телеком" },
];

/** Give country, carrier and price of a number. */
export function regionOf(digits: string): Region {
  if (digits.startsWith("7")) {
    const range = Number(/^79(\d\d)/.exec(digits)?.[1] ?? 0);
    const named = RUSSIAN.find(({ from, to }) => range >= from && range <= to);
    return named ? { ...REGIONS.ru, carrier: named.carrier } : REGIONS.ru;
  }
  return digits.startsWith("44") ? REGIONS.gb : REGIONS.other;
}

/** Say whether there is a way to a number: none leads to satellite phones. */
export function hasRoute(digits: string): boolean {
  return !/^8[78]/.test(digits);
}

/** Read a number as given: with a plus it stands as it is, without one the usual slips are corrected. */
export function correctNumber(given: string): string {
  const digits = given.replace(/\D/g, "");
  if (given.trim().startsWith("+")) return digits;
  if (digits.length === 11 && digits.startsWith("8")) return `7${digits.slice(1)}`;
  if (digits.length === 10 && digits.startsWith("9")) return `7${digits}`;
  return digits;
}

/** Say whether a number has a length its code allows. */
export function isPossible(digits: string): boolean {
  if (digits.startsWith("7")) return digits.length === 11;
  if (digits.startsWith("44")) return digits.length === 12;
  return digits.length >= 8 && digits.length <= 15 && !digits.startsWith("0");
}

const BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENDED = "^{}\\[]~|€\f";
const WEIGHT = new Map([...Array.from(BASIC, (char) => [char, 1] as const), ...Array.from(EXTENDED, (char) => [char, 2] as const)]);

/** Count the parts a text is charged as; a character of two units is not torn. */
export function countSegments(text: string): number {
  const chars = Array.from(text);
  const isGsm = chars.every((char) => WEIGHT.has(char));
  const weights = chars.map((char) => (isGsm ? (WEIGHT.get(char) ?? 1) : char.length));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const [single, part] = isGsm ? [160, 153] : [70, 67];
  if (total <= single) return 1;
  let parts = 1;
  let room = part;
  for (const weight of weights) {
    if (weight > room) {
      parts += 1;
      room = part;
    }
    room -= weight;
  }
  return parts;
}

/** FNV-1a: tells texts apart in the ledger without keeping each. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** Write hundredths as the gateway writes money. */
export function money(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}
