export const STOP_WORD_LENGTH = 60;

/**
 * A text as stop words are compared: upper case, letters and digits alone, one blank between words. «Стоп!» and " стоп "
 * are the same; a word within a longer text is not, for somebody may ask to stop something else.
 */
export function normaliseStopWord(text: string): string {
  return text
    .normalize("NFKC")
    .toLocaleUpperCase("ru")
    .replaceAll("Ё", "Е")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Stop words as somebody enters them, one a line or parted by commas; each once, in their order. */
export function readStopWords(text: string): string[] {
  return [...new Set(text.split(/[\n,;]/).map(normaliseStopWord))].filter((word) => word !== "");
}
