import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addContact, editContact, saveContact } from "@/lib/contacts/commands";
import { listContactEvents } from "@/lib/contacts/history";
import { findContact, listContacts, type ContactSort } from "@/lib/contacts/reads";
import { addContactSchema, editContactSchema } from "@/lib/contacts/schema";
import { db, pool } from "@/lib/db";
import { err, ok } from "@/lib/errors";
import type { Cursor } from "@/lib/keyset";
import { liftSuppression, suppress } from "@/lib/suppression/commands";
import { given, sampleMsisdn } from "@/lib/testing/factories";

const operatorId = 5;

beforeAll(async () => {
  await pool.query("insert into operator (id, email, name, role, password_hash) values (5, 'five@example.test', 'Sample Five', 'marketer', '-')");
});
beforeEach(async () => {
  await pool.query("truncate contact, mailing_list, list_member, suppression, audit_entry cascade");
});

const add = (msisdn: string, name: string | null = null) => db.$transaction((tx) => addContact(tx, { msisdn, name, operatorId }));

async function idOf(msisdn: string): Promise<number> {
  return (await db.contact.findUniqueOrThrow({ where: { msisdn } })).id;
}

async function auditOf(event: string) {
  return db.auditEntry.findMany({ where: { event }, orderBy: { id: "asc" } });
}

/** Every page forward to the end, and back again from there. */
async function walk(search: string, limit: number, sort?: ContactSort) {
  const forward: string[][] = [];
  let cursor: Cursor = {};
  for (;;) {
    const page = await listContacts(cursor, { search, sort, limit });
    forward.push(page.rows.map(({ msisdn }) => msisdn));
    if (page.next === null) break;
    cursor = { after: page.next };
  }
  const back: string[][] = [];
  let page = await listContacts(cursor, { search, sort, limit });
  while (page.previous !== null) {
    page = await listContacts({ before: page.previous }, { search, sort, limit });
    back.unshift(page.rows.map(({ msisdn }) => msisdn));
  }
  return { forward, back };
}

/** Blocks of an index that were read so far. One after another, queries run on one connection: it tells its own. */
async function blocksRead(index: "contact_lower_name_id_idx" | "contact_msisdn_key"): Promise<number> {
  await pool.query("select pg_stat_force_next_flush()");
  const { rows } = await pool.query<{ blocks: number }>(
    "select (idx_blks_hit + idx_blks_read)::int as blocks from pg_statio_user_indexes where indexrelname = $1",
    [index],
  );
  if (!rows[0]) throw new Error(`There is no index ${index}.`);
  return rows[0].blocks;
}

describe("adding a contact", () => {
  it("keeps number and name, and writes down who added it", async () => {
    const outcome = await add("447700900001", "Ann Sample");
    const contactId = await idOf("447700900001");
    expect(outcome).toEqual(ok({ contactId }));
    expect(await findContact(contactId)).toMatchObject({ msisdn: "447700900001", name: "Ann Sample", attributes: {}, lists: [], suppression: null });
    expect(await auditOf("contact.created")).toMatchObject([
      { operatorId, subject: `contact:${contactId}`, after: { msisdn: "447700900001", name: "Ann Sample" } },
    ]);
  });

  it("names the contact that is there already and leaves its name alone", async () => {
    await add("447700900001", "Ann Sample");
    const contactId = await idOf("447700900001");
    expect(await add("447700900001", "Somebody Else")).toEqual(err({ code: "contact.exists", contactId }));
    expect((await findContact(contactId))?.name).toBe("Ann Sample");
  });

  it("lets one of two at one moment add it and tells the other", async () => {
    const outcomes = await Promise.all(["One", "Two", "Three", "Four"].map((name) => add("447700900001", name)));
    expect(outcomes.filter(({ ok: done }) => done)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.error.code === "contact.exists")).toHaveLength(3);
    expect(await auditOf("contact.created")).toHaveLength(1);
    expect(await auditOf("contact.edited")).toHaveLength(0);
  });

  it.each([
    ["8 (916) 123-45-67", "79161234567"],
    ["+44 7700 900 001", "447700900001"],
  ])("reads %s as %s", (written, msisdn) => {
    expect(addContactSchema.parse({ msisdn: written, name: " " })).toEqual({ msisdn, name: "" });
  });
});

describe("saving a contact", () => {
  it("replaces a name only by one that is given", async () => {
    await add("447700900001", "Ann Sample");
    const save = (name: string | null) => db.$transaction((tx) => saveContact(tx, { msisdn: "447700900001", name, operatorId }));
    await save(null);
    expect((await findContact(await idOf("447700900001")))?.name).toBe("Ann Sample");
    expect(await save("Ann Other")).toEqual({ contactId: await idOf("447700900001"), isNew: false });
    expect((await findContact(await idOf("447700900001")))?.name).toBe("Ann Other");
    expect(await auditOf("contact.edited")).toMatchObject([{ before: { name: "Ann Sample" }, after: { name: "Ann Other" } }]);
  });
});

describe("editing a contact", () => {
  it("changes name and attributes and writes down what they were", async () => {
    await given.list([{ msisdn: "447700900001", name: "Ann", attributes: { city: "York", tier: "gold" } }]);
    const contactId = await idOf("447700900001");
    await db.$transaction((tx) => editContact(tx, { contactId, name: "Ann Sample", attributes: { city: "Leeds" }, operatorId }));
    expect(await findContact(contactId)).toMatchObject({ name: "Ann Sample", attributes: { city: "Leeds" } });
    expect(await auditOf("contact.edited")).toMatchObject([
      { before: { name: "Ann", attributes: { city: "York", tier: "gold" } }, after: { name: "Ann Sample", attributes: { city: "Leeds" } } },
    ]);
  });

  it("refuses a contact that does not exist", async () => {
    const outcome = await db.$transaction((tx) => editContact(tx, { contactId: 987_654, name: null, attributes: {}, operatorId }));
    expect(outcome).toEqual(err({ code: "contact.not_found" }));
    expect(await auditOf("contact.edited")).toHaveLength(0);
  });

  it.each([
    ["a name of the text's own", [{ key: "msisdn", value: "x" }], "attribute_reserved"],
    ["brackets in a name", [{ key: "{{city}}", value: "x" }], "attribute_invalid"],
    [
      "the same name twice",
      [
        { key: "city", value: "x" },
        { key: " city ", value: "y" },
      ],
      "attribute_twice",
    ],
  ])("refuses %s", (_, attributes, code) => {
    const parsed = editContactSchema.safeParse({ contactId: 1, name: "", attributes });
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual([code]);
  });
});

describe("the contacts", () => {
  it("page newest first, forward and back, without gaps or repeats", async () => {
    for (const n of [30, 10, 20, 50, 40]) await add(sampleMsisdn(n));
    const expected = [[40, 50], [20, 10], [30]].map((page) => page.map(sampleMsisdn));
    const { forward, back } = await walk("", 2);
    expect(forward).toEqual(expected);
    expect(back).toEqual(expected.slice(0, 2));
  });

  it("are found by the beginning of a number, in whatever way it is written", async () => {
    for (const msisdn of ["79161111111", "79161111112", "79161111113", "79171111111", "447916111111"]) await add(msisdn);
    for (const search of ["79161", "+7 916 1", "8 (916) 1"]) {
      const { forward, back } = await walk(search, 2);
      expect(forward).toEqual([["79161111111", "79161111112"], ["79161111113"]]);
      expect(back).toEqual([["79161111111", "79161111112"]]);
    }
  });

  it("are found by the beginning of a name in whatever case, in order of name, forward and back", async () => {
    const names = ["Анна Б", "анна а", "АННА В", "Анатолий", "Ян", "Ann", null, "Аннушка"];
    for (const [index, name] of names.entries()) await add(sampleMsisdn(index), name);
    const expected = [
      [sampleMsisdn(1), sampleMsisdn(0)],
      [sampleMsisdn(2), sampleMsisdn(7)],
    ];
    const { forward, back } = await walk("анн", 2);
    expect(forward).toEqual(expected);
    expect(back).toEqual(expected.slice(0, 1));
  });

  it.each([
    [{ by: "number", isDescending: false }, [1, 2, 3, 4, 5]],
    [{ by: "number", isDescending: true }, [5, 4, 3, 2, 1]],
    [{ by: "added", isDescending: false }, [3, 5, 1, 4, 2]],
    [{ by: "added", isDescending: true }, [2, 4, 1, 5, 3]],
  ] as const)("stand in the order %j, forward and back", async (sort, order) => {
    for (const n of [3, 5, 1, 4, 2]) await add(sampleMsisdn(n));
    const numbers = order.map(sampleMsisdn);
    const pages = [numbers.slice(0, 2), numbers.slice(2, 4), numbers.slice(4)];
    expect(await walk("", 2, sort)).toEqual({ forward: pages, back: pages.slice(0, 2) });
  });

  it("name no number in the address of a further page", async () => {
    for (const n of [1, 2, 3]) await add(sampleMsisdn(n));
    const page = await listContacts({}, { search: sampleMsisdn(1).slice(0, 4), limit: 2 });
    expect(page.next).toMatch(/^\d{1,6}$/);
    expect((await listContacts({ after: page.next ?? "" }, { search: sampleMsisdn(1).slice(0, 4), limit: 2 })).rows).toHaveLength(1);
  });

  it("take the signs of a pattern for what they are", async () => {
    await add(sampleMsisdn(1), "100% Sample");
    await add(sampleMsisdn(2), "100 Sample");
    expect((await walk("100% ", 5)).forward).toEqual([[sampleMsisdn(1)]]);
  });

  it("are searched by name without reading more than a page of the index", async () => {
    await pool.query("insert into contact (msisdn, name) select (79100000000 + n)::text, md5(n::text) from generate_series(1, 20000) n");
    await pool.query("vacuum analyze contact");
    const before = await blocksRead("contact_lower_name_id_idx");
    const first = await listContacts({}, { search: "f", limit: 50 });
    const second = await listContacts({ after: first.next ?? "" }, { search: "f", limit: 50 });
    await listContacts({ before: second.previous ?? "" }, { search: "f", limit: 50 });
    const read = (await blocksRead("contact_lower_name_id_idx")) - before;
    expect(second.rows).toHaveLength(50);
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(30);
  });

  it("are read by number from anywhere without reading more than a page", async () => {
    await pool.query("insert into contact (msisdn, name) select (79100000000 + n)::text, md5(n::text) from generate_series(1, 20000) n");
    await pool.query("vacuum analyze contact");
    const { rows } = await pool.query<{ id: number }>("select id from contact where msisdn = '79100012000'");
    const middle = String(rows[0]?.id);
    const before = await blocksRead("contact_msisdn_key");
    const sort = { by: "number", isDescending: false } as const;
    expect((await listContacts({ after: middle }, { sort })).rows[0]?.msisdn).toBe("79100012001");
    expect((await listContacts({ before: middle }, { sort })).rows.at(-1)?.msisdn).toBe("79100011999");
    expect((await listContacts({ after: middle }, { sort: { ...sort, isDescending: true } })).rows[0]?.msisdn).toBe("79100011999");
    const read = (await blocksRead("contact_msisdn_key")) - before;
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(60);
  });

  it("say which of them are never written to", async () => {
    await add(sampleMsisdn(1));
    await add(sampleMsisdn(2));
    await pool.query("insert into suppression (msisdn, source, reason, created_by_id) values ($1, 'request', 'Asked by phone', 5)", [
      sampleMsisdn(1),
    ]);
    expect((await listContacts({})).rows.map(({ isSuppressed }) => isSuppressed)).toEqual([false, true]);
  });
});

describe("a contact", () => {
  it("is read with its lists and why it is never written to", async () => {
    const list = await given.list([{ msisdn: "447700900001" }]);
    await given.list([{ msisdn: "447700900002" }]);
    await pool.query("insert into suppression (msisdn, source, reason, created_by_id) values ('447700900001', 'request', 'Asked by phone', 5)");
    const contact = await findContact(await idOf("447700900001"));
    expect(contact?.lists.map(({ id }) => id)).toEqual([list.id]);
    expect(contact?.suppression).toMatchObject({ source: "request", reason: "Asked by phone", createdBy: "Sample Five" });
  });

  it("is null when there is none", async () => {
    expect(await findContact(0)).toBeNull();
  });
});

describe("what was done to a contact", () => {
  it("is told newest first, with who did it and why, its suppression among it, and nobody else's", async () => {
    const [msisdn, other] = ["447700900041", "447700900042"];
    await add(msisdn);
    await add(other);
    const id = await idOf(msisdn);
    await db.$transaction((tx) => editContact(tx, { contactId: id, name: "Sample", attributes: {}, operatorId }));
    await db.$transaction((tx) => suppress(tx, { msisdn, reason: "STOP", source: "reply", operatorId: null }));
    await db.$transaction((tx) => liftSuppression(tx, { msisdn, reason: "Asked in writing", operatorId }));
    const events = await listContactEvents({ id, msisdn });
    expect(events.map(({ event, by, reason }) => [event, by, reason])).toEqual([
      ["suppression.lifted", "Sample Five", "Asked in writing"],
      ["suppression.added", null, "STOP"],
      ["contact.edited", "Sample Five", null],
      ["contact.created", "Sample Five", null],
    ]);
  });
});
