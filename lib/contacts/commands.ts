import { recordAudit } from "@/lib/audit";
import type { Tx } from "@/lib/db";
import { err, ok } from "@/lib/errors";

type Who = { operatorId: number | null; address?: string | null };

/** Have a contact of this number: made when there is none; a name that is given replaces the one it had. */
export async function saveContact(tx: Tx, { msisdn, name, operatorId, address }: { msisdn: string; name: string | null } & Who) {
  const { count } = await tx.contact.createMany({ data: [{ msisdn, name }], skipDuplicates: true });
  const contact = await tx.contact.findUniqueOrThrow({ where: { msisdn }, select: { id: true, name: true } });
  const subject = `contact:${contact.id}`;
  if (count === 1) await recordAudit(tx, { operatorId, event: "contact.created", subject, after: { msisdn, name }, address });
  else if (name !== null && name !== contact.name) {
    await tx.contact.update({ where: { id: contact.id }, data: { name, updatedAt: new Date() } });
    await recordAudit(tx, { operatorId, event: "contact.edited", subject, before: { name: contact.name }, after: { name }, address });
  }
  return { contactId: contact.id, isNew: count === 1 };
}

/** Add a contact by hand; one that is there already is named in the refusal. */
export async function addContact(tx: Tx, { msisdn, name, operatorId, address }: { msisdn: string; name: string | null } & Who) {
  const known = await tx.contact.findUnique({ where: { msisdn }, select: { id: true } });
  if (known) return err({ code: "contact.exists" as const, contactId: known.id });
  return ok(await saveContact(tx, { msisdn, name, operatorId, address }));
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
