/** How a text is billed. */
export type SegmentCount = {
  alphabet: "gsm7" | "ucs2";
  /** Septets in GSM-7, 16-bit code units in UCS-2. */
  units: number;
  segments: number;
  /** Units that still fit into the last segment. */
  unitsLeft: number;
  /** The characters, each once, that force UCS-2. */
  forcing: string[];
};

const GSM_BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const GSM_EXTENDED = "\f^{}\\[~]|€";
const WIDTH = new Map([...[...GSM_BASIC].map((char) => [char, 1] as const), ...[...GSM_EXTENDED].map((char) => [char, 2] as const)]);

const SIZES = { gsm7: { single: 160, joined: 153 }, ucs2: { single: 70, joined: 67 } };

/**
 * Count the SMS segments a text is billed as.
 *
 * Units are septets in GSM-7 (`€ [ ] { } ~ ^ | \` cost two) and 16-bit code units in UCS-2 (an emoji costs two).
 * One segment holds 160 or 70 units; in a longer text six octets of each segment join the parts, leaving 153 or 67.
 * A two-unit character never straddles segments. Never throws; an empty text counts as zero.
 *
 * Source: 3GPP TS 23.038 §6.2.1, §6.2.3 (alphabets); TS 23.040 §9.2.3.24.1 (concatenation).
 */
export function countSegments(text: string): SegmentCount {
  const chars = [...text];
  const forcing = [...new Set(chars.filter((char) => !WIDTH.has(char)))];
  const alphabet = forcing.length === 0 ? "gsm7" : "ucs2";
  const widths = widthsOf(chars, alphabet);
  const units = widths.reduce((sum, width) => sum + width, 0);
  const { single, joined } = SIZES[alphabet];
  if (units === 0) return { alphabet, units, segments: 0, unitsLeft: single, forcing };
  if (units <= single) return { alphabet, units, segments: 1, unitsLeft: single - units, forcing };
  const parts = partsOf(widths, joined);
  return { alphabet, units, segments: parts.length, unitsLeft: joined - (parts.at(-1)?.units ?? 0), forcing };
}

/** Cut a text where its segments end, by the rules of `countSegments`: joined again they are the text; an empty text has none. */
export function splitIntoSegments(text: string): string[] {
  const { alphabet, segments } = countSegments(text);
  if (segments <= 1) return text === "" ? [] : [text];
  const chars = [...text];
  let from = 0;
  return partsOf(widthsOf(chars, alphabet), SIZES[alphabet].joined).map(({ length }) => chars.slice(from, (from += length)).join(""));
}

const widthsOf = (chars: readonly string[], alphabet: SegmentCount["alphabet"]) =>
  chars.map((char) => (alphabet === "gsm7" ? (WIDTH.get(char) ?? 1) : char.length));

/** Characters and units of each part; a character of two units goes whole into the next. */
function partsOf(widths: readonly number[], size: number): { length: number; units: number }[] {
  const parts = [{ length: 0, units: 0 }];
  let last = parts[0];
  for (const width of widths) {
    if (!last || last.units + width > size) parts.push((last = { length: 0, units: 0 }));
    last.length += 1;
    last.units += width;
  }
  return parts;
}
