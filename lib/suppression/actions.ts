"use server";

import { revalidatePath } from "next/cache";
import { operatorAction } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { ok } from "@/lib/errors";
import { liftSuppression, suppress } from "@/lib/suppression/commands";
import { liftSuppressionSchema, suppressSchema } from "@/lib/suppression/schema";

export const suppressAction = operatorAction({ permission: "suppression.add", input: suppressSchema }, async ({ operator, input, address }) => {
  const outcome = await db.$transaction((tx) => suppress(tx, { ...input, source: "operator", operatorId: operator.id, address }));
  revalidatePath("/suppression");
  revalidatePath("/contacts", "layout");
  return outcome.ok ? ok({ count: Number(outcome.value.isNew) }) : outcome;
});

export const liftSuppressionAction = operatorAction(
  { permission: "suppression.lift", input: liftSuppressionSchema },
  async ({ operator, input, address }) => {
    const outcome = await db.$transaction((tx) => liftSuppression(tx, { ...input, operatorId: operator.id, address }));
    revalidatePath("/suppression");
    revalidatePath("/contacts", "layout");
    return outcome;
  },
);
