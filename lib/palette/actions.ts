"use server";

import { operatorAction } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { ok } from "@/lib/errors";
import { findForPalette } from "@/lib/palette/find";
import { paletteSchema } from "@/lib/palette/schema";

/** What fits what is typed into the command palette. It comes in a body: a number never stands in an address. */
export const findForPaletteAction = operatorAction({ permission: "message.look_up", input: paletteSchema }, async ({ operator, input }) =>
  ok({
    found: await findForPalette(input.query, {
      mailings: can(operator.role, "mailing.read"),
      lists: can(operator.role, "list.read"),
      contacts: can(operator.role, "contact.read"),
    }),
  }),
);
