import type { ColumnGuess } from "@/lib/imports/columns";

export const COLUMN_KINDS = ["msisdn", "name", "attribute", "none"] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];
/** What a column holds. `key` is what texts ask for it by, kept while another kind is looked at. */
export type ColumnChoice = { kind: ColumnKind; key: string };

/** The guess as the wizard shows it; `nameOf` names a column without a heading, by its position from 1. */
export function choicesOf(guesses: readonly ColumnGuess[], nameOf: (n: number) => string): ColumnChoice[] {
  return guesses.map(({ column, heading }, index) => {
    if (column === "msisdn" || column === "name") return { kind: column, key: heading || nameOf(index + 1) };
    return { kind: column === null ? "none" : "attribute", key: column ?? (heading || nameOf(index + 1)) };
  });
}

/** Change what one column holds. There is one number and one name: the column that had it before is left out. */
export function chooseColumn(choices: readonly ColumnChoice[], index: number, change: Partial<ColumnChoice>): ColumnChoice[] {
  const { kind } = change;
  return choices.map((choice, at) => {
    if (at === index) return { ...choice, ...change };
    return (kind === "msisdn" || kind === "name") && choice.kind === kind ? { ...choice, kind: "none" } : choice;
  });
}

/** As an import is confirmed with: one entry a column. */
export function mappingOf(choices: readonly ColumnChoice[]): (string | null)[] {
  return choices.map(({ kind, key }) => (kind === "none" ? null : kind === "attribute" ? key.trim() : kind));
}

/** A name for the new list: the file's own, without its ending, and none that is taken. */
export function suggestListName(fileName: string, taken: readonly string[]): string {
  const words = fileName
    .replace(/\.[a-z0-9]{1,5}$/i, "")
    .replaceAll(/[_\s]+/g, " ")
    .trim();
  const base = [...words].slice(0, 110).join("");
  let name = base;
  for (let copy = 2; taken.includes(name); copy++) name = `${base} (${copy})`;
  return name;
}
