import { z } from "zod";
import { LIST_NAME_MAX_LENGTH } from "@/lib/lists/limits";
import { readFilter } from "@/lib/messages/filters";
import { msisdnSchema } from "@/lib/suppression/schema";

const nameSchema = z.string().trim().min(1, "name_required").max(LIST_NAME_MAX_LENGTH, "name_too_long");

export const listRefSchema = z.object({ listId: z.number().int().positive() });
export const createListSchema = z.object({ name: nameSchema });
export const renameListSchema = listRefSchema.extend({ name: nameSchema });
export const addMemberSchema = listRefSchema.extend({ msisdn: msisdnSchema, name: z.string().trim().max(200, "too_long") });
export const removeMemberSchema = listRefSchema.extend({ contactId: z.number().int().positive() });

/** Chosen one by one is what stands on one page. */
const CHOSEN_MAX = 500;
const chosenSchema = z.union([
  z.object({ ids: z.array(z.number().int().positive()).min(1).max(CHOSEN_MAX) }),
  z.object({ filter: z.string().max(20).transform(readFilter), search: z.string().max(500) }),
]);
export const listOfMessagesSchema = z.object({ mailingId: z.number().int().positive(), name: nameSchema, chosen: chosenSchema });
