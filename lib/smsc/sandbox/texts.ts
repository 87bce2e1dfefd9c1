import { countSegments } from "./numbers";

/** What a comment at the end of a text stands behind; it is neither sent nor charged. */
const COMMENT_MARK = "\n~~~\n";

/** Give a text without its comment. */
export function bodyOf(text: string): string {
  const mark = text.indexOf(COMMENT_MARK);
  return mark < 0 ? text : text.slice(0, mark);
}

/** Give the comment of a text, empty when it has none. */
export function commentOf(text: string): string {
  const mark = text.indexOf(COMMENT_MARK);
  return mark < 0 ? "" : text.slice(mark + COMMENT_MARK.length);
}

export type Treatment = { translit: string; maxSegments: number; shorten: ((url: string) => string) | null };

/**
 * Do to a text what was asked for before it is counted: short links, transliteration, cut to a number of parts.
 * Source: SMSC HTTP API, "Text treatment and delivery time", "Message length and parts".
 */
export function treatText(text: string, { translit, maxSegments, shorten }: Treatment): string {
  const comment = text.slice(bodyOf(text).length);
  let body = bodyOf(text);
  if (shorten) body = body.replace(/https?:\/\/[^\s>]+/g, shorten);
  if (translit === "1" || translit === "2") body = transliterate(body, translit === "1" ? PLAIN : SHAPES);
  if (maxSegments > 0) body = cut(body, maxSegments);
  return body + comment;
}

function cut(text: string, maxSegments: number): string {
  const chars = Array.from(text);
  let [fits, length] = [0, chars.length];
  while (fits < length) {
    const middle = Math.ceil((fits + length) / 2);
    if (countSegments(chars.slice(0, middle).join("")) <= maxSegments) fits = middle;
    else length = middle - 1;
  }
  return chars.slice(0, fits).join("");
}

const LETTERS = Array.from("абвгдеёжзийклмнопрстуфхцчшщъыьэюя");
/** Ordinary transliteration. The gateway's own tables are not documented. */
const PLAIN = "a b v g d e e zh z i j k l m n o p r s t u f kh c ch sh shh ' y ' e yu ya".split(" ");
/** After the shapes of the letters: "mpaHc/Ium". */
const SHAPES = "a 6 B r g e e >|< 3 u u k /I M H o n p c m y qp x u, 4 LLI LLI, b bI b 3 IO 9I".split(" ");

function transliterate(text: string, table: readonly string[]): string {
  return Array.from(text, (char) => {
    const lower = char.toLowerCase();
    const latin = table[LETTERS.indexOf(lower)];
    if (latin === undefined) return char;
    return char === lower || table === SHAPES ? latin : latin.charAt(0).toUpperCase() + latin.slice(1);
  }).join("");
}
