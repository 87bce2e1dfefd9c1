import { err, ok, type Result } from "@/lib/errors";
import { guessHeader } from "@/lib/imports/columns";
import { CsvReader } from "@/lib/imports/csv-reader";
import { DELIMITERS } from "@/lib/imports/limits";
import type { Layout } from "@/lib/imports/schema";
import { normaliseMsisdn } from "@/lib/sms/msisdn";

export const HEAD_BYTES = 64 * 1024;
export const SAMPLE_ROWS = 100;
/** Text holds next to none of them; what is encrypted or packed holds many. */
const CONTROLS = /[\x01-\x08\x0e-\x1f]/g;
const CONTROLS_MAX_SHARE = 0.01;

export type SniffFailure = { code: "import.empty" | "import.binary" };
type Encoding = Layout["encoding"];

/** Beginnings of files that are no text: zip (xlsx, ods), the old Excel's compound file, PDF, gzip, PNG, JPEG, RAR, 7z. */
const MAGIC = ["504b0304", "504b0506", "d0cf11e0", "25504446", "1f8b", "89504e47", "ffd8ff", "52617221", "377abcaf"];

/** Tell how a file is to be read from its first bytes. `isUtf8` is what is known of the whole file, when it is. */
export function sniff(head: Buffer, isUtf8: boolean = isUtf8Head(head)): Result<Layout, SniffFailure> {
  if (head.length === 0) return err({ code: "import.empty" });
  if (MAGIC.some((magic) => head.subarray(0, magic.length / 2).toString("hex") === magic)) return err({ code: "import.binary" });
  const encoding = encodingOf(head, isUtf8);
  if (!encoding.startsWith("utf-16") && head.includes(0)) return err({ code: "import.binary" });
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  if (text.trim() === "") return err({ code: "import.empty" });
  if ((text.match(CONTROLS)?.length ?? 0) > text.length * CONTROLS_MAX_SHARE) return err({ code: "import.binary" });
  const delimiter = delimiterOf(text);
  return ok({ encoding, delimiter, hasHeader: guessHeader(sampleRows(text, delimiter)) });
}

/** A cut character at the end is no fault. */
export function isUtf8Head(head: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * Cyrillic in windows-1251 is next to never valid UTF-8. A file whose beginning holds sound UTF-8 and whose end a stray
 * byte stays UTF-8: one broken cell is better than every name in the wrong alphabet.
 */
function encodingOf(head: Buffer, isUtf8: boolean): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  if (isUtf8 || (isUtf8Head(head) && head.some((byte) => byte > 0x7f))) return "utf-8";
  return "windows-1251";
}

/** Rows of the beginning of a file, the last one left out when it may be cut. */
export function sampleRows(text: string, delimiter: string, isWhole = text.length < HEAD_BYTES / 4, limit = SAMPLE_ROWS): string[][] {
  const rows = new CsvReader(delimiter).push(text, isWhole);
  return rows.slice(0, limit).flatMap(({ cells }) => (cells ? [cells] : []));
}

/** The delimiter that makes numbers stand in cells of their own; then the one that cuts most evenly. */
function delimiterOf(text: string): Layout["delimiter"] {
  const named = /^\ufeff?sep=(.)\r?\n/i.exec(text)?.[1];
  const own = DELIMITERS.find((delimiter) => delimiter === named);
  if (own) return own;
  const scored = DELIMITERS.map((delimiter) => ({ delimiter, score: scoreOf(sampleRows(text, delimiter)) }));
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).delimiter;
}

function scoreOf(rows: readonly string[][]): number {
  if (rows.length === 0) return 0;
  const widths = rows.map((row) => row.length);
  const usual = widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 1;
  const numbered = rows.filter((row) => row.some((cell) => normaliseMsisdn(cell, "RU").ok)).length / rows.length;
  // Nothing was cut, so nothing speaks for it but whole numbers, such as `7,9161234567E+10`.
  if (usual < 2) return numbered * 10;
  const even = widths.filter((width) => width === usual).length / rows.length;
  return numbered * 10 + even + Math.min(usual, 20) / 100;
}
