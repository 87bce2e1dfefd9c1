"use server";

import { revalidatePath } from "next/cache";
import { operatorAction } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { quarantineProposed } from "@/lib/reports/quarantine";
import { quarantineProposedSchema } from "@/lib/reports/schema";

export const quarantineProposedAction = operatorAction(
  { permission: "suppression.quarantine", input: quarantineProposedSchema },
  async ({ operator, input, address }) => {
    const outcome = await db.$transaction((tx) => quarantineProposed(tx, { ...input, operatorId: operator.id, address }));
    revalidatePath("/delivery", "layout");
    revalidatePath("/suppression");
    return outcome;
  },
);
