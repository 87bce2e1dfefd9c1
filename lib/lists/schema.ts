import { z } from "zod";
import { chosenIdsSchema, contactRefSchema } from "@/lib/contacts/schema";
import { LIST_NAME_MAX_LENGTH } from "@/lib/lists/limits";
import { msisdnSchema } from "@/lib/suppression/schema";

export const listNameSchema = z.string().trim().min(1, "name_required").max(LIST_NAME_MAX_LENGTH, "name_too_long");

export const listRefSchema = z.object({ listId: z.number().int().positive() });
export const createListSchema = z.object({ name: listNameSchema });
export const renameListSchema = listRefSchema.extend({ name: listNameSchema });
export const addMemberSchema = listRefSchema.extend({ msisdn: msisdnSchema, name: z.string().trim().max(200, "too_long") });

const chosenSchema = z.union([
  z.object({ ids: chosenIdsSchema }),
  z.object({ search: z.string().max(500) }),
  z.object({ memberOf: z.number().int().positive() }),
]);
export const fillListSchema = z.object({ name: listNameSchema, chosen: chosenSchema });
export const removeMemberSchema = listRefSchema.extend(contactRefSchema.shape);
