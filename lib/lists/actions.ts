"use server";

import { revalidatePath } from "next/cache";
import { operatorAction } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { addMember, createList, deleteList, nameTaken, removeMember, renameList } from "@/lib/lists/commands";
import { addMemberSchema, createListSchema, listRefSchema, removeMemberSchema, renameListSchema } from "@/lib/lists/schema";

/** A list of a million members takes seconds to forget. */
const DELETE_TIMEOUT_MS = 120_000;

export const createListAction = operatorAction({ permission: "list.write", input: createListSchema }, async ({ operator, input, address }) => {
  const outcome = await db.$transaction((tx) => createList(tx, { ...input, operatorId: operator.id, address }));
  revalidatePath("/lists");
  return outcome;
});

export const renameListAction = operatorAction({ permission: "list.write", input: renameListSchema }, async ({ operator, input, address }) => {
  const outcome = await db.$transaction((tx) => renameList(tx, { ...input, operatorId: operator.id, address })).catch(nameTaken);
  revalidatePath("/lists", "layout");
  return outcome;
});

export const deleteListAction = operatorAction(
  { permission: "list.write", input: listRefSchema },
  // Nothing is revalidated: the page it is called from may be the list's own, which then is no more. Who calls leads away.
  async ({ operator, input, address }) =>
    db.$transaction((tx) => deleteList(tx, { ...input, operatorId: operator.id, address }), { timeout: DELETE_TIMEOUT_MS }),
);

export const addMemberAction = operatorAction({ permission: "list.write", input: addMemberSchema }, async ({ operator, input, address }) => {
  const outcome = await db.$transaction((tx) => addMember(tx, { ...input, operatorId: operator.id, address }));
  revalidatePath("/lists", "layout");
  return outcome;
});

export const removeMemberAction = operatorAction({ permission: "list.write", input: removeMemberSchema }, async ({ operator, input, address }) => {
  const outcome = await db.$transaction((tx) => removeMember(tx, { ...input, operatorId: operator.id, address }));
  revalidatePath("/lists", "layout");
  return outcome;
});
