"use server";

import { operatorAction } from "@/lib/auth/guard";
import { ok } from "@/lib/errors";
import { searchSchema } from "@/lib/search/schema";
import { queryForAddress } from "@/lib/search/sealed-query";

/** What to put into the address for a question; who may see what it finds is asked by the page that shows it. */
export const sealQueryAction = operatorAction({ permission: "message.look_up", input: searchSchema }, ({ input }) =>
  Promise.resolve(ok({ query: queryForAddress(input.query) })),
);
