import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/db";
import { err, ok } from "@/lib/errors";
import type { Cursor } from "@/lib/keyset";
import { addMember, createList, deleteList, nameTaken, removeMember, renameList } from "@/lib/lists/commands";
import { findList, listLists, listMembers } from "@/lib/lists/reads";
import { given, sampleMsisdn } from "@/lib/testing/factories";

const operatorId = 5;

beforeAll(async () => {
  await pool.query("insert into operator (id, email, name, role, password_hash) values (5, 'five@example.test', 'Sample Five', 'marketer', '-')");
});
beforeEach(async () => {
  await pool.query("truncate contact, mailing_list, list_member, mailing, mailing_audience_list, import, suppression, audit_entry cascade");
});

const create = (name: string) => db.$transaction((tx) => createList(tx, { name, operatorId }));
const rename = (listId: number, name: string) => db.$transaction((tx) => renameList(tx, { listId, name, operatorId })).catch(nameTaken);
const remove = (listId: number) => db.$transaction((tx) => deleteList(tx, { listId, operatorId }));
const add = (listId: number, msisdn: string, name = "") => db.$transaction((tx) => addMember(tx, { listId, msisdn, name, operatorId }));
const takeOut = (listId: number, contactId: number) => db.$transaction((tx) => removeMember(tx, { listId, contactId, operatorId }));

async function made(name: string): Promise<number> {
  const outcome = await create(name);
  if (!outcome.ok) throw new Error(`${name}: ${outcome.error.code}`);
  return outcome.value.listId;
}

/** What the list says of itself, and how many rows there are. */
async function countsOf(listId: number) {
  const { rows } = await pool.query<{ said: number; rows: number }>(
    "select member_count as said, (select count(*) from list_member where list_id = $1) as rows from mailing_list where id = $1",
    [listId],
  );
  return rows[0];
}

async function countWaiting(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    "select count(*) as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return rows[0]?.count ?? 0;
}

async function draftTo(listId: number, state: string): Promise<string> {
  const { id } = await given.draft({ listIds: [listId] });
  const { rows } = await pool.query<{ name: string }>("update mailing set state = $2::mailing_state where id = $1 returning name", [id, state]);
  return rows[0]?.name ?? "";
}

describe("a list", () => {
  it("is made empty and written down", async () => {
    const listId = await made("Sample customers");
    expect(await findList(listId)).toMatchObject({ name: "Sample customers", memberCount: 0 });
    expect(await db.auditEntry.findMany()).toMatchObject([
      { event: "list.created", operatorId, subject: `list:${listId}`, after: { name: "Sample customers" } },
    ]);
  });

  it("has a name of its own, even when two give it at one moment", async () => {
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => create("Sample customers")));
    expect(outcomes.filter(({ ok: done }) => done)).toHaveLength(1);
    expect(outcomes.find(({ ok: done }) => !done)).toEqual(err({ code: "list.name_taken" }));
    expect((await listLists()).rows).toHaveLength(1);
  });

  it("is renamed, and keeps its own name when that is given again", async () => {
    const listId = await made("Sample customers");
    expect(await rename(listId, "Sample customers")).toEqual(ok({ listId }));
    expect(await rename(listId, "Loyal customers")).toEqual(ok({ listId }));
    expect((await findList(listId))?.name).toBe("Loyal customers");
    expect(await db.auditEntry.findFirst({ orderBy: { id: "desc" } })).toMatchObject({
      event: "list.renamed",
      before: { name: "Sample customers" },
      after: { name: "Loyal customers" },
    });
  });

  it("does not take the name of another, nor of one that takes it at the same moment", async () => {
    const [first, second, third] = [await made("First"), await made("Second"), await made("Third")];
    expect(await rename(second, "First")).toEqual(err({ code: "list.name_taken" }));
    const outcomes = await Promise.all([rename(second, "New"), rename(third, "New")]);
    expect(outcomes.filter(({ ok: done }) => done)).toHaveLength(1);
    expect(outcomes.find(({ ok: done }) => !done)).toEqual(err({ code: "list.name_taken" }));
    expect((await findList(first))?.name).toBe("First");
  });

  it("that does not exist cannot be renamed, deleted or filled", async () => {
    const gone = err({ code: "list.not_found" });
    expect(await rename(987_654, "New")).toEqual(gone);
    expect(await remove(987_654)).toEqual(gone);
    expect(await add(987_654, "447700900001")).toEqual(gone);
    expect(await db.contact.count()).toBe(0);
  });
});

describe("deleting a list", () => {
  it("keeps its contacts and takes it out of drafts", async () => {
    const { id } = await given.list([{ msisdn: "447700900001" }, { msisdn: "447700900002" }]);
    await draftTo(id, "draft");
    expect(await remove(id)).toMatchObject({ ok: true });
    expect(await findList(id)).toBeNull();
    expect(await db.contact.count()).toBe(2);
    expect(await db.mailingAudienceList.count()).toBe(0);
    expect(await db.mailing.count()).toBe(1);
    expect(await db.auditEntry.findFirst()).toMatchObject({ event: "list.deleted", before: { memberCount: 2 } });
  });

  it.each(["awaiting_approval", "scheduled", "planning", "sending", "paused"])(
    "is refused while a mailing to it is %s, and names the mailing",
    async (state) => {
      const { id } = await given.list([{ msisdn: "447700900001" }]);
      const mailing = await draftTo(id, state);
      expect(await remove(id)).toEqual(err({ code: "list.in_use", mailing }));
      expect(await countsOf(id)).toEqual({ said: 1, rows: 1 });
    },
  );

  it.each(["completed", "canceled"])("is done when the mailing to it is %s", async (state) => {
    const { id } = await given.list([{ msisdn: "447700900001" }]);
    await draftTo(id, state);
    expect(await remove(id)).toMatchObject({ ok: true });
  });

  it("is refused while a file is read into it", async () => {
    const listId = await made("Sample customers");
    await pool.query("insert into import (state, file_name, list_id) values ('running', 'sample.csv', $1)", [listId]);
    expect(await remove(listId)).toEqual(err({ code: "list.being_filled", file: "sample.csv" }));
    await pool.query("update import set state = 'completed'");
    expect(await remove(listId)).toMatchObject({ ok: true });
  });
});

describe("the members of a list", () => {
  it("are counted as they are after adding, adding again and removing", async () => {
    const listId = await made("Sample customers");
    const added = await add(listId, "447700900001", "Ann");
    await add(listId, "447700900002");
    expect(await add(listId, "447700900001")).toEqual(err({ code: "list.already_member" }));
    expect(await countsOf(listId)).toEqual({ said: 2, rows: 2 });
    const contactId = added.ok ? added.value.contactId : 0;
    expect(await takeOut(listId, contactId)).toEqual(ok({ contactId }));
    expect(await takeOut(listId, contactId)).toEqual(err({ code: "list.not_a_member" }));
    expect(await countsOf(listId)).toEqual({ said: 1, rows: 1 });
    expect(await db.contact.findUnique({ where: { id: contactId } })).toMatchObject({ name: "Ann" });
  });

  it("are counted as they are when many add and remove at one moment", async () => {
    const { id } = await given.list(Array.from({ length: 6 }, (_, n) => ({ msisdn: sampleMsisdn(n) })));
    const { rows } = await listMembers(id);
    // Ten new ones, each twice; and the six that are there, each taken out twice.
    await Promise.all([
      ...Array.from({ length: 20 }, (_, n) => add(id, sampleMsisdn(100 + (n % 10)))),
      ...[...rows, ...rows].map((row) => takeOut(id, row.id)),
    ]);
    expect(await countsOf(id)).toEqual({ said: 10, rows: 10 });
  });

  it("wait while somebody deletes the list, and learn that it is gone", async () => {
    const listId = await made("Sample customers");
    const client = await pool.connect();
    try {
      await client.query("begin");
      await client.query("delete from mailing_list where id = $1", [listId]);
      const adding = add(listId, "447700900001");
      await expect.poll(countWaiting).toBe(1);
      await client.query("commit");
      expect(await adding).toEqual(err({ code: "list.not_found" }));
    } finally {
      client.release();
    }
    expect(await db.contact.count()).toBe(0);
  });

  it("take a contact that is known as it is, and a new name for it when one is given", async () => {
    await given.list([{ msisdn: "447700900001", name: "Ann", attributes: { city: "York" } }]);
    const listId = await made("Sample customers");
    await add(listId, "447700900001");
    expect((await listMembers(listId)).rows).toMatchObject([{ msisdn: "447700900001", name: "Ann", isSuppressed: false }]);
    const other = await made("Other customers");
    await add(other, "447700900001", "Ann Sample");
    expect(await db.contact.findUnique({ where: { msisdn: "447700900001" } })).toMatchObject({ name: "Ann Sample", attributes: { city: "York" } });
  });

  it("page newest contact first, forward and back, and show who is never written to", async () => {
    const listId = await made("Sample customers");
    for (const n of [30, 10, 20, 50, 40]) await add(listId, sampleMsisdn(n));
    await given.list([{ msisdn: sampleMsisdn(60) }]);
    await pool.query("insert into suppression (msisdn, source, reason) values ($1, 'reply', 'STOP')", [sampleMsisdn(20)]);
    const pages: string[][] = [];
    let cursor: Cursor = {};
    for (;;) {
      const page = await listMembers(listId, cursor, 2);
      pages.push(page.rows.map(({ msisdn, isSuppressed }) => (isSuppressed ? `${msisdn} suppressed` : msisdn)));
      if (page.next === null) break;
      cursor = { after: page.next };
    }
    const expected = [[sampleMsisdn(40), sampleMsisdn(50)], [`${sampleMsisdn(20)} suppressed`, sampleMsisdn(10)], [sampleMsisdn(30)]];
    expect(pages).toEqual(expected);
    const last = await listMembers(listId, cursor, 2);
    const middle = await listMembers(listId, { before: last.previous ?? "" }, 2);
    expect(middle.rows.map(({ msisdn }) => msisdn)).toEqual([sampleMsisdn(20), sampleMsisdn(10)]);
    const first = await listMembers(listId, { before: middle.previous ?? "" }, 2);
    expect(first.rows.map(({ msisdn }) => msisdn)).toEqual([sampleMsisdn(40), sampleMsisdn(50)]);
    expect(first.previous).toBeNull();
  });
});

describe("the lists", () => {
  it("page by name, forward and back", async () => {
    for (const name of ["C", "A", "E", "B", "D"]) await made(name);
    const first = await listLists({}, 2);
    expect(first).toMatchObject({ rows: [{ name: "A" }, { name: "B" }], previous: null });
    const second = await listLists({ after: first.next ?? "" }, 2);
    expect(second.rows.map(({ name }) => name)).toEqual(["C", "D"]);
    const third = await listLists({ after: second.next ?? "" }, 2);
    expect(third).toMatchObject({ rows: [{ name: "E" }], next: null });
    expect((await listLists({ before: third.previous ?? "" }, 2)).rows.map(({ name }) => name)).toEqual(["C", "D"]);
  });

  it("stand by their members, the most first, forward and back", async () => {
    for (const [name, count] of [
      ["C", 2],
      ["A", 5],
      ["E", 2],
      ["B", 9],
    ] as const) {
      const id = await made(name);
      await pool.query("update mailing_list set member_count = $2 where id = $1", [id, count]);
    }
    const sort = { by: "members", isDescending: true } as const;
    const first = await listLists({}, 3, sort);
    expect(first.rows.map(({ name }) => name)).toEqual(["B", "A", "E"]);
    const second = await listLists({ after: first.next ?? "" }, 3, sort);
    expect(second).toMatchObject({ rows: [{ name: "C" }], next: null });
    expect((await listLists({ before: second.previous ?? "" }, 3, sort)).rows.map(({ name }) => name)).toEqual(["B", "A", "E"]);
  });
});
