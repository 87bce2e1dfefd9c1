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
  const widths = chars.map((char) => (alphabet === "gsm7" ? (WIDTH.get(char) ?? 1) : char.length));
  const units = widths.reduce((sum, width) => sum + width, 0);
  const { single, joined } = SIZES[alphabet];
  if (units === 0) return { alphabet, units, segments: 0, unitsLeft: single, forcing };
  if (units <= single) return { alphabet, units, segments: 1, unitsLeft: single - units, forcing };
  let segments = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > joined) {
      segments += 1;
      used = 0;
    }
    used += width;
  }
  return { alphabet, units, segments, unitsLeft: joined - used, forcing };
}
