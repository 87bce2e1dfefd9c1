"use server";

import { revalidatePath } from "next/cache";
import { operatorAction } from "@/lib/auth/guard";
import { addContact, editContact } from "@/lib/contacts/commands";
import { addContactSchema, editContactSchema } from "@/lib/contacts/schema";
import { db } from "@/lib/db";

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
