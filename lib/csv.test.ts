import { describe, expect, it } from "vitest";
import { csvCell, csvText } from "@/lib/csv";

describe("a CSV file", () => {
  it("cannot plant a formula in a spreadsheet, nor break a line", () => {
    expect(["=1+1", "+7", "-2", "@SUM(A1)", "\tx", 'He said "hi"', "a,b", "two\nlines", "plain", null, -2, 79161234567].map(csvCell)).toEqual([
      "'=1+1",
      "'+7",
      "'-2",
      "'@SUM(A1)",
      "'\tx",
      '"He said ""hi"""',
      '"a,b"',
      '"two\nlines"',
      "plain",
      "",
      "-2",
      "79161234567",
    ]);
  });

  it("holds every row once, in the order in which they are read", async () => {
    const rows = Array.from({ length: 5_000 }, (_, n) => n);
    const asked: (string | null)[] = [];
    const read = (after: string | null, limit: number) => {
      asked.push(after);
      const from = Number(after ?? 0);
      return Promise.resolve({ rows: rows.slice(from, from + limit), next: from + limit < rows.length ? String(from + limit) : null });
    };
    let text = "";
    for await (const chunk of csvText({ heads: ["n", "+n"], read, cellsOf: (n) => [n, null] })) text += chunk;
    expect(text).toBe(`\ufeffn,'+n\r\n${rows.map((n) => `${n},\r\n`).join("")}`);
    expect(asked).toEqual([null, "2000", "4000"]);
  });
});
