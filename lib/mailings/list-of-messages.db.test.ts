import { describe, expect, it } from "vitest";
import { db, pool } from "@/lib/db";
import { fillListOfMessages, type ChosenMessages } from "@/lib/mailings/list-of-messages";
import { nobodyChosen } from "@/lib/lists/commands";
import { countOf } from "@/lib/mailings/display";
import { findProgress } from "@/lib/mailings/read-progress";
import { FILTER_WORDS, readFilter } from "@/lib/messages/filters";
import { listMessages } from "@/lib/messages/reads";
import { reported } from "@/lib/testing/reported-mailing";

const operatorId = 5;
let lists = 0;

/** All of them, as contacts: whom a launched mailing goes to is one. */
async function known(mailingId: number) {
  await pool.query("insert into contact (msisdn) select msisdn from message where mailing_id = $1 on conflict do nothing", [mailingId]);
}

const make = (mailingId: number, chosen: ChosenMessages) =>
  db.$transaction((tx) => fillListOfMessages(tx, { mailingId, chosen, name: `Sample of messages ${(lists += 1)}`, operatorId })).catch(nobodyChosen);

async function membersOf(listId: number): Promise<string[]> {
  const { rows } = await pool.query<{ msisdn: string }>(
    "select c.msisdn from list_member l join contact c on c.id = l.contact_id where l.list_id = $1 order by c.msisdn",
    [listId],
  );
  return rows.map(({ msisdn }) => msisdn);
}

async function shown(mailingId: number, filter: string, search = ""): Promise<string[]> {
  const { rows } = await listMessages({ mailingId, filter: readFilter(filter), search, limit: 500 });
  return rows.map(({ msisdn }) => msisdn).sort();
}

describe("a list made of a mailing's messages", () => {
  it("holds exactly what each filter shows, as many as the page says", async () => {
    const mailingId = await reported(11);
    await known(mailingId);
    const progress = await findProgress(mailingId);
    let made = 0;
    for (const filter of [...FILTER_WORDS, "1", "20", "20.13", "20.6", "-2"]) {
      const numbers = await shown(mailingId, filter);
      const count = progress && countOf(readFilter(filter), progress);
      if (filter !== "open") expect([filter, count]).toEqual([filter, numbers.length]);
      const outcome = await make(mailingId, { filter: readFilter(filter), search: "" });
      if (numbers.length === 0) {
        expect(outcome).toEqual({ ok: false, error: { code: "list.nobody" } });
        continue;
      }
      made += 1;
      if (!outcome.ok) throw new Error(outcome.error.code);
      expect(outcome.value.count).toBe(numbers.length);
      expect(await membersOf(outcome.value.listId)).toEqual(numbers);
      const list = await db.mailingList.findUniqueOrThrow({ where: { id: outcome.value.listId } });
      expect(list.memberCount).toBe(numbers.length);
    }
    expect(made).toBeGreaterThan(6);
  });

  it("holds those of a search, and those chosen one by one, of this mailing alone", async () => {
    const mailingId = await reported(12);
    const other = await reported(13);
    await known(mailingId);
    const [first = ""] = await shown(mailingId, "all");
    const search = first.slice(0, -1);
    const searched = await make(mailingId, { filter: "failed", search });
    if (!searched.ok) throw new Error(searched.error.code);
    expect(await membersOf(searched.value.listId)).toEqual(await shown(mailingId, "failed", search));
    const mine = await listMessages({ mailingId, filter: "all", limit: 3 });
    const theirs = await listMessages({ mailingId: other, filter: "all", limit: 3 });
    await known(other);
    const chosen = await make(mailingId, { ids: [...mine.rows, ...theirs.rows].map(({ id }) => id) });
    if (!chosen.ok) throw new Error(chosen.error.code);
    expect(await membersOf(chosen.value.listId)).toEqual(mine.rows.map(({ msisdn }) => msisdn).sort());
    const { rows: audits } = await pool.query<{ after: object }>("select after from audit_entry where event = 'list.made_of_messages' order by id");
    expect(audits.at(-1)?.after).toEqual({ listId: chosen.value.listId, count: 3, isNew: true });
  });

  it("adds to a list of this name, each once, and leaves none behind when nobody is left", async () => {
    const mailingId = await reported(14);
    const before = await db.mailingList.count();
    // Nobody of them is a contact any more.
    await pool.query("delete from contact where msisdn in (select msisdn from message where mailing_id = $1)", [mailingId]);
    expect(await make(mailingId, { filter: "all", search: "" })).toEqual({ ok: false, error: { code: "list.nobody" } });
    await known(mailingId);
    const twice = { mailingId, chosen: { filter: "all", search: "" } as const, name: "Sample name", operatorId };
    const first = await db.$transaction((tx) => fillListOfMessages(tx, twice));
    if (!first.ok) throw new Error(first.error.code);
    expect(first.value.isNew).toBe(true);
    const { listId } = first.value;
    expect(await db.$transaction((tx) => fillListOfMessages(tx, twice))).toEqual({ ok: true, value: { listId, count: 0, isNew: false } });
    expect(await make(999_999, { filter: "all", search: "" })).toEqual({ ok: false, error: { code: "mailing.not_found" } });
    expect(await db.mailingList.count()).toBe(before + 1);
  });
});
