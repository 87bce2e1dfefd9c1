/** A line of the command palette. */
export type PaletteEntry = { key: string; label: string; hint?: string | null; /** Further words it is found by. */ words?: string; run: () => void };

export type PaletteGroup = { value: string; items: PaletteEntry[] };

/** Letters without their marks and case: `ё` is found as `е`. */
const plain = (text: string) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
const wordsOf = (text: string) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether every word that was typed begins a word of the entry; nothing typed fits everything. */
export function fits({ label, words = "" }: Pick<PaletteEntry, "label" | "words">, query: string): boolean {
  const known = wordsOf(`${label} ${words}`);
  return wordsOf(query).every((typed) => known.some((word) => word.startsWith(typed)));
}
