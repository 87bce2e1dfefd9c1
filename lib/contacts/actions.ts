"use server";

import { revalidatePath } from "next/cache";
import { operatorAction } from "@/lib/auth/guard";
import { addContact, editContact } from "@/lib/contacts/commands";
import { addContactSchema, editContactSchema, suppressContactsSchema } from "@/lib/contacts/schema";
import { db } from "@/lib/db";
import { err, ok } from "@/lib/errors";
import { suppressMany } from "@/lib/suppression/commands";

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

/** Never write to the numbers of these contacts again; for those who see them masked as well. `count` is how many were not suppressed yet. */
export const suppressContactsAction = operatorAction(
  { permission: "suppression.add", input: suppressContactsSchema },
  async ({ operator, input: { contactIds, reason }, address }) => {
    const outcome = await db.$transaction(async (tx) => {
      const contacts = await tx.contact.findMany({ where: { id: { in: contactIds } }, select: { msisdn: true } });
      if (contacts.length === 0) return err({ code: "contact.not_found" });
      const msisdns = contacts.map(({ msisdn }) => msisdn);
      return ok({ count: await suppressMany(tx, { msisdns, reason, source: "operator", operatorId: operator.id, address }) });
    });
    revalidatePath("/suppression");
    revalidatePath("/contacts", "layout");
    revalidatePath("/lists", "layout");
    revalidatePath("/messages");
    return outcome;
  },
);
