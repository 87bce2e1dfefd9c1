import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chosenContactsSql, type ChosenContacts } from "@/lib/contacts/chosen";
import { listContacts } from "@/lib/contacts/reads";
import { db, pool } from "@/lib/db";
import { err, ok } from "@/lib/errors";
import { fillListNamed, nobodyChosen } from "@/lib/lists/commands";
import { listMembers } from "@/lib/lists/reads";
import { fillListSchema } from "@/lib/lists/schema";
import { given } from "@/lib/testing/factories";

const operatorId = 5;
const PEOPLE = [
  { msisdn: "447700900001", name: "Ann Sample" },
  { msisdn: "447700900002", name: "ANNA" },
  { msisdn: "447700900003", name: null },
  { msisdn: "79161234567", name: "Анна" },
  { msisdn: "79167654321", name: "Борис" },
];

beforeAll(async () => {
  await pool.query("insert into operator (id, email, name, role, password_hash) values (5, 'five@example.test', 'Sample Five', 'marketer', '-')");
});
beforeEach(async () => {
  await pool.query("truncate contact, mailing_list, list_member, suppression, audit_entry restart identity cascade");
});

const fill = (name: string, chosen: ChosenContacts) =>
  db.$transaction((tx) => fillListNamed(tx, { contacts: chosenContactsSql(chosen), name, operatorId, address: "192.0.2.1" })).catch(nobodyChosen);

async function membersOf(listId: number): Promise<string[]> {
  const { rows } = await listMembers(listId);
  const { rows: said } = await pool.query<{ count: number }>("select member_count as count from mailing_list where id = $1", [listId]);
  expect(said[0]?.count).toBe(rows.length);
  return rows.map(({ msisdn }) => msisdn).sort();
}

const idsOf = async (...msisdns: string[]) =>
  (await db.contact.findMany({ where: { msisdn: { in: msisdns } }, select: { id: true } })).map(({ id }) => id);

describe("filling a list with chosen contacts", () => {
  it.each(["", " ", "4477", "+44 7700", "8916", "916", "ann", "Ан", "nobody", "%", "'"])("takes exactly whom the search %j shows", async (search) => {
    await given.list(PEOPLE);
    const shown = (await listContacts({}, { search })).rows.map(({ msisdn }) => msisdn).sort();
    const outcome = await fill("Chosen", { search });
    if (shown.length === 0) {
      expect(outcome).toEqual(err({ code: "list.nobody" }));
      expect(await db.mailingList.count()).toBe(1);
      return;
    }
    if (!outcome.ok) throw new Error(outcome.error.code);
    expect(outcome.value).toMatchObject({ count: shown.length, isNew: true });
    expect(await membersOf(outcome.value.listId)).toEqual(shown);
  });

  it("takes chosen ones, and the members of another list; those who are in it already are not counted twice", async () => {
    await given.list(PEOPLE.slice(0, 2));
    const other = await given.list(PEOPLE.slice(2));
    const ids = await idsOf("447700900001", "447700900003");
    const made = await fill("Chosen", { ids: [...ids, 987_654] });
    if (!made.ok) throw new Error(made.error.code);
    const { listId } = made.value;
    expect(made).toEqual(ok({ listId, count: 2, isNew: true }));
    expect(await fill("Chosen", { memberOf: other.id })).toEqual(ok({ listId, count: 2, isNew: false }));
    expect(await fill("Chosen", { memberOf: other.id })).toEqual(ok({ listId, count: 0, isNew: false }));
    expect(await membersOf(listId)).toEqual(["447700900001", "447700900003", "79161234567", "79167654321"]);
    expect(await db.auditEntry.findMany({ orderBy: { id: "asc" } })).toMatchObject([
      { event: "list.created", operatorId, subject: `list:${listId}` },
      { event: "list.members_added", operatorId, subject: `list:${listId}`, after: { count: 2 }, address: "192.0.2.1" },
    ]);
  });

  it("fills one list when two give the same new name at one moment", async () => {
    await given.list(PEOPLE);
    const outcomes = await Promise.all(PEOPLE.map(async ({ msisdn }) => fill("Chosen", { ids: await idsOf(msisdn) })));
    expect(outcomes.map((outcome) => outcome.ok && outcome.value.count)).toEqual([1, 1, 1, 1, 1]);
    expect(outcomes.filter((outcome) => outcome.ok && outcome.value.isNew)).toHaveLength(1);
    const [first] = outcomes;
    expect(first?.ok && (await membersOf(first.value.listId))).toHaveLength(PEOPLE.length);
  });

  it("is asked for with a name and with somebody", () => {
    const codesOf = (input: unknown) => fillListSchema.safeParse(input).error?.issues.map(({ message }) => message);
    expect(codesOf({ name: " ", chosen: { search: "" } })).toEqual(["name_required"]);
    expect(fillListSchema.safeParse({ name: "Chosen", chosen: { ids: [] } }).success).toBe(false);
    expect(fillListSchema.safeParse({ name: "Chosen", chosen: {} }).success).toBe(false);
    expect(fillListSchema.parse({ name: " Chosen ", chosen: { memberOf: 3 } })).toEqual({ name: "Chosen", chosen: { memberOf: 3 } });
  });
});
