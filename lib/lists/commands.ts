import type { ClientBase } from "pg";
import { recordAudit } from "@/lib/audit";
import { saveContact } from "@/lib/contacts/commands";
import type { Tx } from "@/lib/db";
import { err, ok } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";

type Who = { operatorId: number | null; address?: string | null };

/** A list in use by such a mailing stays: its members are who the mailing goes to. */
const HELD_BY = ["awaiting_approval", "scheduled", "planning", "sending", "paused"] as const;

/** Make an empty list. */
export async function createList(tx: Tx, { name, operatorId, address }: { name: string } & Who) {
  const { count } = await tx.mailingList.createMany({ data: [{ name, createdById: operatorId }], skipDuplicates: true });
  if (count !== 1) return err({ code: "list.name_taken" as const });
  const { id } = await tx.mailingList.findUniqueOrThrow({ where: { name }, select: { id: true } });
  await recordAudit(tx, { operatorId, event: "list.created", subject: `list:${id}`, after: { name }, address });
  return ok({ listId: id });
}

/**
 * Make a list of these contacts, given as SQL that selects their ids, each once. Throws `EmptyList` when there is none, so
 * that the transaction leaves no list behind: see `whenEmpty`.
 */
export async function createFilledList(tx: Tx, { contacts, ...list }: { contacts: Prisma.Sql; name: string } & Who) {
  const made = await createList(tx, list);
  if (!made.ok) return made;
  const { listId } = made.value;
  const count = await tx.$executeRaw`insert into list_member (list_id, contact_id) select ${listId}, chosen.id from (${contacts}) chosen`;
  if (count === 0) throw new EmptyList();
  await tx.mailingList.update({ where: { id: listId }, data: { memberCount: count }, select: { id: true } });
  return ok({ listId, count });
}

/**
 * Put these contacts, given as SQL that selects their ids, each once, into the list of this name; it is made when there is
 * none. `count` is how many were not in it yet. A new list of nobody throws as `createFilledList` does.
 */
export async function fillListNamed(tx: Tx, { contacts, name, operatorId, address }: { contacts: Prisma.Sql; name: string } & Who) {
  const made = await createFilledList(tx, { contacts, name, operatorId, address });
  if (made.ok) return ok({ ...made.value, isNew: true });
  // Held until the end: one who deletes the list at this moment waits, or was first.
  const [list] = await tx.$queryRaw<{ id: number }[]>`select id from mailing_list where name = ${name} for no key update`;
  if (!list) return err({ code: "list.not_found" as const });
  const listId = list.id;
  const count = await tx.$executeRaw`
    insert into list_member (list_id, contact_id) select ${listId}, chosen.id from (${contacts}) chosen on conflict do nothing`;
  if (count > 0) {
    await changeCount(tx, listId, count);
    await recordAudit(tx, { operatorId, event: "list.members_added", subject: `list:${listId}`, after: { count }, address });
  }
  return ok({ listId, count, isNew: false });
}

class EmptyList extends Error {}

/** Turn what `createFilledList` threw into a refusal of this code; anything else is thrown on. */
export const whenEmpty =
  <Code extends string>(code: Code) =>
  (error: unknown) => {
    if (error instanceof EmptyList) return err({ code });
    throw error;
  };

export const nobodyChosen = whenEmpty("list.nobody");

/** The list of this name, made when there is none; on the connection of an import's batch. */
export async function openListNamed(client: ClientBase, { name, operatorId }: { name: string; operatorId: number | null }): Promise<number> {
  const { rows: made } = await client.query<{ id: number }>(
    "insert into mailing_list (name, created_by_id) values ($1, $2) on conflict (name) do nothing returning id",
    [name, operatorId],
  );
  if (made[0]) {
    await client.query("insert into audit_entry (operator_id, event, subject, after) values ($1, 'list.created', $2, $3)", [
      operatorId,
      `list:${made[0].id}`,
      JSON.stringify({ name }),
    ]);
    return made[0].id;
  }
  const { rows } = await client.query<{ id: number }>("select id from mailing_list where name = $1", [name]);
  const known = rows[0];
  if (!known) throw new Error("A list of this name exists and cannot be read.");
  return known.id;
}

/** Give a list another name. One who takes the same name at this moment makes it throw: see `nameTaken`. */
export async function renameList(tx: Tx, { listId, name, operatorId, address }: { listId: number; name: string } & Who) {
  const list = await tx.mailingList.findUnique({ where: { id: listId }, select: { name: true } });
  if (!list) return err({ code: "list.not_found" as const });
  const other = await tx.mailingList.findUnique({ where: { name }, select: { id: true } });
  if (other && other.id !== listId) return err({ code: "list.name_taken" as const });
  await tx.mailingList.update({ where: { id: listId }, data: { name, updatedAt: new Date() }, select: { id: true } });
  await recordAudit(tx, { operatorId, event: "list.renamed", subject: `list:${listId}`, before: list, after: { name }, address });
  return ok({ listId });
}

/** Read what a transaction threw: the unique index says that the name was taken meanwhile. Anything else is thrown on. */
export function nameTaken(error: unknown) {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") return err({ code: "list.name_taken" as const });
  throw error;
}

/**
 * Delete a list; its contacts stay, and drafts lose it. Refused while a file is read into it, and while a mailing that has
 * yet to leave goes to it: those mailings' rows are locked first, so that none is launched in between.
 */
export async function deleteList(tx: Tx, { listId, operatorId, address }: { listId: number } & Who) {
  const users = await tx.$queryRaw<{ name: string; state: string }[]>`
    select m.name, m.state::text as state from mailing m join mailing_audience_list l on l.mailing_id = m.id
    where l.list_id = ${listId} order by m.id for update of m`;
  const holder = users.find(({ state }) => HELD_BY.some((held) => held === state));
  if (holder) return err({ code: "list.in_use" as const, mailing: holder.name });
  const [filling] = await tx.$queryRaw<{ file: string }[]>`
    select file_name as file from import where list_id = ${listId} and state in ('queued', 'running') order by id limit 1`;
  if (filling) return err({ code: "list.being_filled" as const, file: filling.file });
  const list = await tx.mailingList.findUnique({ where: { id: listId }, select: { name: true, memberCount: true } });
  if (!list) return err({ code: "list.not_found" as const });
  await tx.mailingAudienceList.deleteMany({ where: { listId } });
  await tx.mailingList.delete({ where: { id: listId } });
  await recordAudit(tx, { operatorId, event: "list.deleted", subject: `list:${listId}`, before: list, address });
  return ok({ name: list.name });
}

/** Put a number into a list; it becomes a contact when it is none. A name that is given replaces the contact's own. */
export async function addMember(tx: Tx, { listId, msisdn, name, operatorId, address }: { listId: number; msisdn: string; name: string } & Who) {
  // Held until the end: one who deletes the list at this moment waits, or was first.
  const [list] = await tx.$queryRaw<{ id: number }[]>`select id from mailing_list where id = ${listId} for key share`;
  if (!list) return err({ code: "list.not_found" as const });
  const { contactId } = await saveContact(tx, { msisdn, name: name || null, operatorId, address });
  const { count } = await tx.listMember.createMany({ data: [{ listId, contactId }], skipDuplicates: true });
  if (count !== 1) return err({ code: "list.already_member" as const });
  await changeCount(tx, listId, 1);
  await recordAudit(tx, { operatorId, event: "list.member_added", subject: `list:${listId}`, after: { contactId }, address });
  return ok({ contactId });
}

/** Take a contact out of a list; the contact stays. */
export async function removeMember(tx: Tx, { listId, contactId, operatorId, address }: { listId: number; contactId: number } & Who) {
  const { count } = await tx.listMember.deleteMany({ where: { listId, contactId } });
  if (count !== 1) return err({ code: "list.not_a_member" as const });
  await changeCount(tx, listId, -1);
  await recordAudit(tx, { operatorId, event: "list.member_removed", subject: `list:${listId}`, before: { contactId }, address });
  return ok({ contactId });
}

async function changeCount(tx: Tx, listId: number, by: number): Promise<void> {
  const data: Prisma.MailingListUpdateInput = { memberCount: { increment: by }, updatedAt: new Date() };
  await tx.mailingList.update({ where: { id: listId }, data, select: { id: true } });
}
