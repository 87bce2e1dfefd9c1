import { recordAudit } from "@/lib/audit";
import type { Tx } from "@/lib/db";
import { err, ok } from "@/lib/errors";

type Who = { operatorId: number | null; address?: string | null };

type Numbered = { msisdn: string; name: string | null };

/** Make a contact of this number, unless there is one: that, or another who adds it at this moment, is named by its id. */
async function makeContact(tx: Tx, { msisdn, name, operatorId, address }: Numbered & Who) {
  const { count } = await tx.contact.createMany({ data: [{ msisdn, name }], skipDuplicates: true });
  const contact = await tx.contact.findUniqueOrThrow({ where: { msisdn }, select: { id: true, name: true } });
  if (count === 1) {
    await recordAudit(tx, { operatorId, event: "contact.created", subject: `contact:${contact.id}`, after: { msisdn, name }, address });
  }
  return { ...contact, isNew: count === 1 };
}

/** Have a contact of this number: made when there is none; a name that is given replaces the one it had. */
export async function saveContact(tx: Tx, { msisdn, name, operatorId, address }: Numbered & Who) {
  const contact = await makeContact(tx, { msisdn, name, operatorId, address });
  if (!contact.isNew && name !== null && name !== contact.name) {
    await tx.contact.update({ where: { id: contact.id }, data: { name, updatedAt: new Date() } });
    const subject = `contact:${contact.id}`;
    await recordAudit(tx, { operatorId, event: "contact.edited", subject, before: { name: contact.name }, after: { name }, address });
  }
  return { contactId: contact.id, isNew: contact.isNew };
}

/** Add a contact by hand; one that is there already stays as it is and is named in the refusal. */
export async function addContact(tx: Tx, input: Numbered & Who) {
  const { id: contactId, isNew } = await makeContact(tx, input);
  return isNew ? ok({ contactId }) : err({ code: "contact.exists" as const, contactId });
}

type Edit = { contactId: number; name: string | null; attributes: Record<string, string> };

/** Change a contact's name and attributes; its number is what it is. */
export async function editContact(tx: Tx, { contactId, name, attributes, operatorId, address }: Edit & Who) {
  const before = await tx.contact.findUnique({ where: { id: contactId }, select: { name: true, attributes: true } });
  if (!before) return err({ code: "contact.not_found" as const });
  await tx.contact.update({ where: { id: contactId }, data: { name, attributes, updatedAt: new Date() } });
  await recordAudit(tx, {
    operatorId,
    event: "contact.edited",
    subject: `contact:${contactId}`,
    before: { name: before.name, attributes: before.attributes ?? {} },
    after: { name, attributes },
    address,
  });
  return ok({ contactId });
}
