"use server";

import { revalidatePath } from "next/cache";
import { operatorAction } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { ok } from "@/lib/errors";
import { cancelImport, confirmImport } from "@/lib/imports/commands";
import { confirmImportSchema, importRefSchema } from "@/lib/imports/schema";
import { deleteStored } from "@/lib/imports/stored-file";

export const confirmImportAction = operatorAction(
  { permission: "contact.import", input: confirmImportSchema },
  async ({ operator, input, address }) => {
    const outcome = await db.$transaction((tx) => confirmImport(tx, input, { operatorId: operator.id, address }));
    revalidatePath(`/contacts/imports/${input.importId}`);
    return outcome;
  },
);

export const cancelImportAction = operatorAction(
  { permission: "contact.import", input: importRefSchema },
  async ({ operator, input: { importId }, address }) => {
    const outcome = await db.$transaction((tx) => cancelImport(tx, { importId, operatorId: operator.id, address }));
    if (!outcome.ok) return outcome;
    await deleteStored(outcome.value.storedAs);
    revalidatePath(`/contacts/imports/${importId}`);
    return ok({ importId });
  },
);
