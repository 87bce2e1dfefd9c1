import { beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { findForPalette, type Sight } from "@/lib/palette/find";
import { given } from "@/lib/testing/factories";

const ALL: Sight = { mailings: true, lists: true, contacts: true };
/** Support's. */
const NUMBERS: Sight = { mailings: false, lists: false, contacts: false };

let listId: number;
let mailingId: number;

beforeAll(async () => {
  ({ id: listId } = await given.list([{ msisdn: "79161112233", name: "Anna Sample" }, { msisdn: "79161114455" }]));
  await pool.query("update mailing_list set name = 'Spring customers' where id = $1", [listId]);
  ({ id: mailingId } = await given.mailing({ recipients: ["79161112233"], text: "Nothing" }));
  await pool.query("update mailing set name = 'Spring sale' where id = $1", [mailingId]);
});

const kinds = async (query: string, sight: Sight) => (await findForPalette(query, sight)).map(({ kind, href }) => [kind, href]);

describe("what a few letters or digits find", () => {
  it("is mailings and lists by their words", async () => {
    expect(await kinds("spri", ALL)).toEqual([
      ["mailing", `/mailings/${mailingId}`],
      ["list", `/lists/${listId}`],
    ]);
  });

  it("is contacts by name and by the beginning of a number, and numbers by their end, each once", async () => {
    expect((await findForPalette("anna", ALL)).map(({ kind, label, hint }) => [kind, label, hint])).toEqual([
      ["contact", "Anna Sample", "+7 916 111 22 33"],
    ]);
    expect((await kinds("7916111", ALL)).map(([kind]) => kind)).toEqual(["contact", "contact"]);
    expect((await findForPalette("4455", ALL)).map(({ kind, label }) => [kind, label])).toEqual([["number", "+7 916 111 44 55"]]);
  });

  it("is no more than one may see: support gets numbers masked, and neither mailings, lists nor names", async () => {
    expect(await findForPalette("spring", NUMBERS)).toEqual([]);
    expect(await findForPalette("anna", NUMBERS)).toEqual([]);
    const found = await findForPalette("2233", NUMBERS);
    expect(found).toHaveLength(1);
    expect(JSON.stringify(found)).not.toMatch(/111|Anna/);
  });

  it("is nothing for one letter, and breaks on no sign", async () => {
    expect(await findForPalette("a", ALL)).toEqual([]);
    for (const query of ["%", "'; drop", "\\", ":* & !", "  ", "_%_", "(((", "a\u0000b".replace("\u0000", "")]) {
      expect(Array.isArray(await findForPalette(query, ALL))).toBe(true);
    }
  });
});
