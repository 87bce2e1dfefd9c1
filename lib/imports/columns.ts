import { COLUMNS_MAX_COUNT } from "@/lib/imports/limits";
import { normaliseMsisdn } from "@/lib/sms/msisdn";

/** Headings that name the number, the surest first. Compared whole: "to" is one, "total" is not. */
const NUMBER_HINTS = [
  ..."msisdn,phone,phone number,phonenumber,mobile,mobile phone,mobile number,cell,cell phone,cellphone,telephone,tel".split(","),
  ..."телефон,номер телефона,мобильный телефон,мобильный,моб телефон,моб,сотовый,сотовый телефон,тел".split(","),
  ..."number,номер,to,recipient,получатель,абонент".split(","),
];
const NAME_HINTS = "name,full name,fullname,first name,firstname,имя,фио,ф и о,имя клиента,клиент,client,customer,контакт,contact".split(",");

const READABLE_ENOUGH = 0.5;
/** Leaves room for a number behind it. */
const KEY_LENGTH = 56;

const plain = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[\s_.:№#*"'()-]+/g, " ")
    .trim();

/** What a column seems to be, and how many of its sample cells read as numbers. */
export type ColumnGuess = { heading: string; column: string | null; readable: number; filled: number };

/** Tell whether the first row names the columns: it holds no number, and a cell below one of its cells does. */
export function guessHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...others] = rows;
  if (!first || first.some(isNumber)) return false;
  const hinted = first.some((cell) => NUMBER_HINTS.includes(plain(cell)) || NAME_HINTS.includes(plain(cell)));
  return hinted || others.some((row) => row.some(isNumber));
}

/** Guess what each column holds; those past the most that an import takes are left out. `headings` is null in a file without a header. */
export function guessColumns(headings: readonly string[] | null, rows: readonly (readonly string[])[]): ColumnGuess[] {
  const width = Math.min(COLUMNS_MAX_COUNT, Math.max(headings?.length ?? 0, ...rows.map((row) => row.length)));
  const guesses = Array.from({ length: width }, (_, index): ColumnGuess => {
    const cells = rows.map((row) => row[index]?.trim() ?? "").filter((cell) => cell !== "");
    return { heading: headings?.[index]?.trim() ?? "", column: null, readable: cells.filter(isNumber).length, filled: cells.length };
  });
  const number = numberColumn(guesses);
  const name = nameColumn(guesses, number);
  const taken = new Set(["msisdn", "name"]);
  return guesses.map((guess, index) => ({
    ...guess,
    column: index === number ? "msisdn" : index === name ? "name" : headings ? attributeKey(guess.heading, taken) : null,
  }));
}

function numberColumn(guesses: readonly ColumnGuess[]): number {
  const share = (index: number) => (guesses[index]?.readable ?? 0) / Math.max(1, guesses[index]?.filled ?? 0);
  const hinted = guesses
    .map(({ heading }, index) => ({ index, rank: NUMBER_HINTS.indexOf(plain(heading)) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => share(b.index) - share(a.index) || a.rank - b.rank);
  if (hinted[0] && share(hinted[0].index) > 0) return hinted[0].index;
  const readable = guesses.map((_, index) => index).sort((a, b) => share(b) - share(a));
  if (readable[0] !== undefined && share(readable[0]) >= READABLE_ENOUGH) return readable[0];
  return hinted[0]?.index ?? -1;
}

function nameColumn(guesses: readonly ColumnGuess[], number: number): number {
  const ranks = guesses.map(({ heading }, index) => (index === number ? -1 : NAME_HINTS.indexOf(plain(heading))));
  const best = Math.min(...ranks.filter((rank) => rank >= 0));
  return Number.isFinite(best) ? ranks.indexOf(best) : -1;
}

/** The heading as texts can ask for it, once; null when nothing of it is left. */
export function attributeKey(heading: string, taken: Set<string>): string | null {
  const words = heading
    .replaceAll(/[^\p{L}\p{N}_ .-]+/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  // By characters: half of one is no text that a database takes. And `__proto__` is no key that an object takes.
  const key = [...words].slice(0, KEY_LENGTH).join("").trim();
  if (key === "" || key === "__proto__") return null;
  let own = key;
  for (let copy = 2; taken.has(own); copy++) own = `${key} ${copy}`;
  taken.add(own);
  return own;
}

/** A sample cell that reads as a number; short counts and sums of money must not pass for one. */
function isNumber(cell: string): boolean {
  return /\d/.test(cell) && normaliseMsisdn(cell, "RU").ok;
}
