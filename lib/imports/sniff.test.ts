import { describe, expect, it } from "vitest";
import { guessColumns } from "@/lib/imports/columns";
import { CsvReader } from "@/lib/imports/csv-reader";
import { attributeKeySchema } from "@/lib/imports/schema";
import { sniff } from "@/lib/imports/sniff";

const bytes = (text: string) => Buffer.from(text);

/** Cyrillic in windows-1251: А…я are 0xC0…0xFF. */
function cp1251(text: string): Buffer {
  return Buffer.from([...text].map((letter) => (/[А-я]/.test(letter) ? letter.charCodeAt(0) - 0x410 + 0xc0 : letter.charCodeAt(0))));
}

describe("the look at a file's beginning", () => {
  it.each([
    ["utf-8", bytes("Телефон,Имя\n79160000001,Анна\n"), { encoding: "utf-8", delimiter: ",", hasHeader: true }],
    ["a byte order mark", bytes("\ufeffТелефон;Имя\r\n79160000001;Анна\r\n"), { encoding: "utf-8", delimiter: ";", hasHeader: true }],
    ["windows-1251", cp1251("Телефон;Имя\r\n8 916 000-00-01;Анна\r\n"), { encoding: "windows-1251", delimiter: ";", hasHeader: true }],
    ["tabs without a header", bytes("79160000001\tАнна\n79160000002\tИван\n"), { encoding: "utf-8", delimiter: "\t", hasHeader: false }],
    [
      "commas within names",
      bytes("Номер;ФИО\n79160000001;Пример, Анна\n79160000002;Пример, Иван\n"),
      { encoding: "utf-8", delimiter: ";", hasHeader: true },
    ],
    [
      "numbers as Excel spoils them, in one column",
      bytes("Телефон\n7,9161234567E+10\n7,9161234568E+10\n"),
      { encoding: "utf-8", delimiter: ";", hasHeader: true },
    ],
    ["one column", bytes("79160000001\n79160000002\n"), { encoding: "utf-8", delimiter: ",", hasHeader: false }],
    [
      "Excel's own word on the delimiter",
      bytes("sep=;\r\nphone;name\r\n79160000001;Ann\r\n"),
      { encoding: "utf-8", delimiter: ";", hasHeader: true },
    ],
    [
      "UTF-16 as Excel saves it",
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("phone\tname\n79160000001\tAnn\n", "utf16le")]),
      { encoding: "utf-16le", delimiter: "\t", hasHeader: true },
    ],
  ])("tells %s", (_, head, layout) => {
    expect(sniff(head)).toEqual({ ok: true, value: layout });
  });

  it("knows windows-1251 by a letter that comes behind the beginning", () => {
    const head = bytes("phone,name\n79160000001,Ann\n");
    expect(sniff(head, false)).toMatchObject({ ok: true, value: { encoding: "windows-1251" } });
    expect(sniff(head, true)).toMatchObject({ ok: true, value: { encoding: "utf-8" } });
  });

  it("keeps UTF-8 when a stray byte comes behind a sound beginning", () => {
    expect(sniff(bytes("Телефон,Имя\n79160000001,Анна\n"), false)).toMatchObject({ ok: true, value: { encoding: "utf-8" } });
  });

  it("keeps UTF-8 when only a character is cut at its end", () => {
    const head = bytes("Телефон,Имя\n79160000001,Анна");
    expect(sniff(head.subarray(0, -1))).toMatchObject({ ok: true, value: { encoding: "utf-8" } });
  });

  it.each([
    ["an empty file", Buffer.alloc(0), "import.empty"],
    ["a file of blanks", bytes("\n\n  \n"), "import.empty"],
    ["a spreadsheet", Buffer.from("504b030414000600", "hex"), "import.binary"],
    ["NUL bytes", bytes("79160000001\0\0\n"), "import.binary"],
    ["bytes without a NUL that are no text", Buffer.from(Array.from({ length: 300 }, (_, n) => ((n * 89) % 255) + 1)), "import.binary"],
  ])("refuses %s", (_, head, code) => {
    expect(sniff(head)).toEqual({ ok: false, error: { code } });
  });
});

describe("the guess at columns", () => {
  const columnsOf = (headings: string[] | null, rows: string[][]) => guessColumns(headings, rows).map(({ column }) => column);

  it("knows Russian and English headings", () => {
    expect(columnsOf(["ФИО", "Мобильный телефон", "Город"], [["Анна", "8 916 000-00-01", "Омск"]])).toEqual(["name", "msisdn", "Город"]);
    expect(columnsOf(["Full Name", "phone_number", "city"], [["Ann", "+7 916 000 00 01", "Omsk"]])).toEqual(["name", "msisdn", "city"]);
  });

  it("does not take Total for to", () => {
    expect(columnsOf(["Total", "To"], [["79160000009", "79160000001"]])).toEqual(["Total", "msisdn"]);
  });

  it("believes the cells where a heading promises too much", () => {
    expect(
      columnsOf(
        ["Номер", "Связь"],
        [
          ["12", "89160000001"],
          ["13", "89160000002"],
        ],
      ),
    ).toEqual(["Номер", "msisdn"]);
  });

  it("finds the number in a file without a header", () => {
    expect(
      columnsOf(null, [
        ["Анна", "89160000001"],
        ["Иван", "89160000002"],
      ]),
    ).toEqual([null, "msisdn"]);
  });

  it("makes of a heading what a text can ask for, and never half a character", () => {
    const [, long, odd] = columnsOf(["phone", "😀𝐀".repeat(60), "__proto__"], [["79160000001", "a", "b"]]);
    expect(attributeKeySchema.safeParse(long).success).toBe(true);
    expect(odd).toBeNull();
  });

  it("offers no more columns than an import takes", () => {
    expect(
      columnsOf(
        Array.from({ length: 5_000 }, (_, n) => `c${n}`),
        [],
      ),
    ).toHaveLength(200);
  });

  it("keeps two columns of one heading apart", () => {
    expect(columnsOf(["phone", "city", "city"], [["79160000001", "a", "b"]])).toEqual(["msisdn", "city", "city 2"]);
  });
});

describe("the reader of rows", () => {
  const read = (pieces: string[], delimiter = ",") => {
    const reader = new CsvReader(delimiter);
    return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.push("", true)].map(({ rowNumber, cells }) => [rowNumber, cells]);
  };

  it("gives the same rows however the text is cut", () => {
    const text = 'a,"b ""x"", c"\r\n\r\n"two\r\nlines",d\r\nlast,e';
    const whole = read([text]);
    expect(whole).toEqual([
      [1, ["a", 'b "x", c']],
      [3, ["two\r\nlines", "d"]],
      [4, ["last", "e"]],
    ]);
    for (let at = 1; at < text.length; at++) expect(read([text.slice(0, at), text.slice(at)])).toEqual(whole);
    expect(read([...text])).toEqual(whole);
  });

  it("loses only the line of a forgotten quote", () => {
    const rows = read(['1,"open\n', "2,b\n", "3,c\n"]);
    expect(rows).toEqual([
      [1, null],
      [2, ["2", "b"]],
      [3, ["3", "c"]],
    ]);
  });

  it("does not gather a large file behind a forgotten quote", () => {
    const reader = new CsvReader(",");
    const rows = reader.push(`1,"open\n${"2,b\n".repeat(20_000)}`);
    expect(rows).toHaveLength(20_001);
    expect(rows[0]?.cells).toBeNull();
  });

  it("cuts a record of several lines alike however the text is cut", () => {
    const text = `1,"${"x".repeat(20_000)}\n${"y".repeat(20_000)}"\n2,b\n`;
    const whole = read([text]);
    for (const at of [100, 20_005, 35_000, text.length - 3]) expect(read([text.slice(0, at), text.slice(at)])).toEqual(whole);
  });

  it("refuses a line without end and holds none of it", () => {
    const reader = new CsvReader(",");
    const pieces = Array.from({ length: 400 }, () => reader.push("7".repeat(262_144)));
    const rows = [...pieces.flat(), ...reader.push("7\n79160000001,b\n"), ...reader.push("", true)];
    expect(rows.map(({ rowNumber, fault, cells, line }) => [rowNumber, fault, cells, line.length])).toEqual([
      [1, "line_too_long", null, 1_000],
      [2, undefined, ["79160000001", "b"], 13],
    ]);
  });

  it("takes a quote within a cell for a character", () => {
    expect(read(['79160000001,ООО "Пример"\n'])).toEqual([[1, ["79160000001", 'ООО "Пример"']]]);
  });

  it("reads the line ends of old Macs", () => {
    expect(read(["a,b\rc,d\r"])).toEqual([
      [1, ["a", "b"]],
      [2, ["c", "d"]],
    ]);
  });
});
