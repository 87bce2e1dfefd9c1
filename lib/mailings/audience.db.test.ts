import { describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { countAudience, listAttributeKeys, parsePastedNumbers, unknownKeys } from "@/lib/mailings/audience";
import { given, sampleMsisdn } from "@/lib/testing/factories";

let numbers = 0;
const fresh = (count: number) => Array.from({ length: count }, () => sampleMsisdn(++numbers));
const contacts = (msisdns: readonly string[]) => msisdns.map((msisdn) => ({ msisdn }));

async function suppress(msisdn: string) {
  await pool.query("insert into suppression (msisdn, source, reason) values ($1, 'operator', 'asked')", [msisdn]);
}

describe("pasted numbers", () => {
  it("are read one a line or between commas, semicolons and tabs, each once, faults with their line", () => {
    const pasted = "8 916 123-45-67, +44 7700 900001;\n\nnonsense\n+7 (916) 123 45 67\t12";
    expect(parsePastedNumbers(pasted)).toEqual({
      msisdns: ["79161234567", "447700900001"],
      invalid: [
        { line: 3, input: "nonsense", reason: "not_a_number" },
        { line: 4, input: "12", reason: "too_short" },
      ],
    });
  });
});

describe("the audience", () => {
  it("counts each number once and the suppressed apart", async () => {
    const [a = "", b = "", c = "", d = ""] = fresh(4);
    await suppress(b);
    await suppress(d);
    const [one, two] = [await given.list(contacts([a, b])), await given.list(contacts([b, c]))];
    expect(await countAudience({ listIds: [one.id, two.id], msisdns: [c, d] }, "Text")).toEqual({
      unique: 4,
      suppressed: 2,
      tooLong: 0,
      sendable: 2,
    });
  });

  it("counts those whose own text is too long, as planning will find them", async () => {
    const [short = "", long = "", without = ""] = fresh(3);
    const list = await given.list([
      { msisdn: short, attributes: { note: "x".repeat(990) } },
      { msisdn: long, attributes: { note: "😀".repeat(991) } },
      { msisdn: without },
    ]);
    const audience = { listIds: [list.id], msisdns: [] };
    expect(await countAudience(audience, "Ten chars {{note}}")).toMatchObject({ tooLong: 1, sendable: 2 });
    expect(await countAudience(audience, `${"y".repeat(990)}{{note|a fallback}}`)).toMatchObject({ tooLong: 2, sendable: 1 });
  });

  it("is empty without lists and numbers", async () => {
    expect(await countAudience({ listIds: [], msisdns: [] }, "Text")).toEqual({ unique: 0, suppressed: 0, tooLong: 0, sendable: 0 });
  });

  it("knows the attributes of its lists, and which keys of a text nobody has", async () => {
    const [a = "", b = ""] = fresh(2);
    const list = await given.list([
      { msisdn: a, attributes: { city: "Riga", size: "M" } },
      { msisdn: b, attributes: { city: "Oslo" } },
    ]);
    expect(await listAttributeKeys([list.id])).toEqual(["city", "size"]);
    expect(await unknownKeys([list.id], ["name", "city", "town"])).toEqual(["town"]);
  });
});
