/** The charsets a request may choose for its texts and for the answer. Source: SMSC HTTP API, "charset". */
export type Charset = "windows-1251" | "utf-8" | "koi8-r";

/** What is taken when a request names none, or one that is not known. */
const DEFAULT: Charset = "windows-1251";

const DECODERS: Record<Charset, TextDecoder> = {
  "windows-1251": new TextDecoder("windows-1251"),
  "utf-8": new TextDecoder("utf-8", { ignoreBOM: true }),
  "koi8-r": new TextDecoder("koi8-r"),
};

const REPLACEMENT = "?".charCodeAt(0);

/** Read the name of a charset; without one it is windows-1251, so a client that forgets it meets mojibake. */
export function charsetOf(name: string): Charset {
  const known = name.trim().toLowerCase();
  return known === "utf-8" || known === "koi8-r" ? known : DEFAULT;
}

/** Decode bytes; what is no valid UTF-8 becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, charset: Charset): string {
  return DECODERS[charset].decode(bytes);
}

/** Encode a text; what the charset has no place for becomes a question mark. */
export function encodeText(text: string, charset: Charset): Buffer {
  if (charset === "utf-8") return Buffer.from(text, "utf8");
  const table = TABLES[charset];
  return Buffer.from(Array.from(text, (char) => (char < "\u0080" ? char.charCodeAt(0) : (table.get(char) ?? REPLACEMENT))));
}

const TABLES = { "windows-1251": invert("windows-1251"), "koi8-r": invert("koi8-r") };

function invert(charset: Charset): Map<string, number> {
  const upper = Uint8Array.from({ length: 128 }, (_, index) => index + 128);
  return new Map(Array.from(DECODERS[charset].decode(upper), (char, index) => [char, index + 128]));
}
