"use server";

import { revalidatePath } from "next/cache";
import { operatorAction } from "@/lib/auth/guard";
import { addContact, editContact } from "@/lib/contacts/commands";
import { addContactSchema, editContactSchema, suppressContactSchema } from "@/lib/contacts/schema";
import { db } from "@/lib/db";
import { err, ok } from "@/lib/errors";
import { suppress } from "@/lib/suppression/commands";

export const addContactAction = operatorAction(
  { permission: "contact.write", input: addContactSchema },
  async ({ operator, input: { msisdn, name }, address }) => {
    const outcome = await db.$transaction((tx) => addContact(tx, { msisdn, name: name || null, operatorId: operator.id, address }));
    revalidatePath("/contacts");
    return outcome;
  },
);

export const editContactAction = operatorAction(
  { permission: "contact.write", input: editContactSchema },
  async ({ operator, input: { contactId, name, attributes }, address }) => {
    const kept = Object.fromEntries(attributes.filter(({ value }) => value !== "").map(({ key, value }) => [key, value]));
    const outcome = await db.$transaction((tx) =>
      editContact(tx, { contactId, name: name || null, attributes: kept, operatorId: operator.id, address }),
    );
    revalidatePath("/contacts", "layout");
    return outcome;
  },
);

/** Never write to a contact's number again; for those who see it masked as well. */
export const suppressContactAction = operatorAction(
  { permission: "suppression.add", input: suppressContactSchema },
  async ({ operator, input: { contactId, reason }, address }) => {
    const outcome = await db.$transaction(async (tx) => {
      const contact = await tx.contact.findUnique({ where: { id: contactId }, select: { msisdn: true } });
      if (!contact) return err({ code: "contact.not_found" });
      const { msisdn } = contact;
      return suppress(tx, { msisdn, reason, source: "operator", operatorId: operator.id, address });
    });
    revalidatePath("/suppression");
    revalidatePath("/contacts", "layout");
    revalidatePath("/messages");
    return outcome.ok ? ok({ isNew: outcome.value.isNew }) : outcome;
  },
);
