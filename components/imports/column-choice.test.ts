import { expect, it } from "vitest";
import { chooseColumn, choicesOf, mappingOf, suggestListName } from "./column-choice";

const guess = (heading: string, column: string | null) => ({ heading, column, readable: 0, filled: 0 });
const choices = choicesOf([guess("Телефон", "msisdn"), guess("Имя", "name"), guess("Город", "Город"), guess("", null)], (n) => `Column ${n}`);

it("confirms as guessed when nothing is changed", () => {
  expect(mappingOf(choices)).toEqual(["msisdn", "name", "Город", null]);
});

it("moves the number from the column that had it", () => {
  expect(mappingOf(chooseColumn(choices, 2, { kind: "msisdn" }))).toEqual([null, "name", "msisdn", null]);
});

it("offers a heading, else a position, as the key of an attribute", () => {
  const changed = [0, 3].reduce((all, index) => chooseColumn(all, index, { kind: "attribute" }), choices);
  expect(mappingOf(changed)).toEqual(["Телефон", "name", "Город", "Column 4"]);
});

it.each([
  ["clients_march 2026.csv", [], "clients march 2026"],
  ["clients.csv", ["clients", "clients (2)"], "clients (3)"],
  ["без.точки", [], "без.точки"],
  [".csv", [], ""],
])("names a list after the file %s", (file, taken, name) => {
  expect(suggestListName(file, taken)).toBe(name);
});
