import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

const CITIES = ["Москва", "Казань", "Пермь", "Томск", "Омск"];
const LINES_A_PIECE = 2_000;

/** The n-th number, n below ten million: valid as a mobile number, served by the sandbox alone. */
export const msisdnOf = (n: number): string => String(79_160_000_000 + n);

/** Numbers of a file come in no order; this walk visits each of `count` once. */
function* scattered(count: number): Generator<number> {
  const step = stepFor(count);
  for (let i = 0, n = 0; i < count; i++, n = (n + step) % count) yield n;
}

/** About 0.618 of the count, and without a factor in common with it. */
function stepFor(count: number): number {
  const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b));
  let step = Math.max(1, Math.floor(count * 0.618));
  while (common(step, count) !== 1) step++;
  return step;
}

/** As people write numbers: three ways by turns. */
function written(n: number): string {
  const msisdn = msisdnOf(n);
  if (n % 3 === 0) return msisdn;
  if (n % 3 === 1) return `+7 (${msisdn.slice(1, 4)}) ${msisdn.slice(4, 7)}-${msisdn.slice(7, 9)}-${msisdn.slice(9)}`;
  return `8${msisdn.slice(1)}`;
}

const cityOf = (n: number): string => CITIES[n % CITIES.length] ?? "";

function* inPieces(head: string, count: number, line: (n: number) => string): Generator<string> {
  let piece = head;
  let lines = 0;
  for (const n of scattered(count)) {
    piece += line(n);
    if (++lines % LINES_A_PIECE !== 0) continue;
    yield piece;
    piece = "";
  }
  if (piece) yield piece;
}

/** The file that is imported: UTF-8, a header, one contact a line. */
export async function writeContactFile(file: string, count: number): Promise<void> {
  const pieces = inPieces("Телефон,Имя,Город\n", count, (n) => `${written(n)},Пример ${n},${cityOf(n)}\n`);
  await pipeline(Readable.from(pieces), createWriteStream(file));
}

/** The same contacts as PostgreSQL's COPY takes them, already normalised: for the floor. */
export function contactRows(count: number): Iterable<string> {
  return inPieces("", count, (n) => `${msisdnOf(n)},Пример ${n},${cityOf(n)}\n`);
}
