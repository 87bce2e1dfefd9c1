"use server";

import { revalidatePath } from "next/cache";
import { operatorAction } from "@/lib/auth/guard";
import { chosenContactsSql } from "@/lib/contacts/chosen";
import { db } from "@/lib/db";
import { addMember, createList, deleteList, fillListNamed, nameTaken, nobodyChosen, removeMember, renameList } from "@/lib/lists/commands";
import { addMemberSchema, createListSchema, fillListSchema, listRefSchema, removeMemberSchema, renameListSchema } from "@/lib/lists/schema";
import { queryInAddress } from "@/lib/search/sealed-query";

/** A list of a million members takes seconds to fill or to forget. */
const MILLION_TIMEOUT_MS = 120_000;

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
    db.$transaction((tx) => deleteList(tx, { ...input, operatorId: operator.id, address }), { timeout: MILLION_TIMEOUT_MS }),
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

/** Put chosen contacts into the list of a name. A search comes sealed, as it stands in the page's address. */
export const fillListAction = operatorAction(
  { permission: "list.write", input: fillListSchema },
  async ({ operator, input: { name, chosen }, address }) => {
    const contacts = chosenContactsSql("search" in chosen ? { search: queryInAddress(chosen.search) } : chosen);
    const outcome = await db
      .$transaction((tx) => fillListNamed(tx, { contacts, name, operatorId: operator.id, address }), { timeout: MILLION_TIMEOUT_MS })
      .catch(nobodyChosen);
    revalidatePath("/lists", "layout");
    return outcome;
  },
);
