"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { operatorAction } from "@/lib/auth/guard";
import { refreshBalance } from "@/lib/balance/refresh";
import { gateway } from "@/lib/smsc/account";

/** Ask the gateway for the balance now. */
export const refreshBalanceAction = operatorAction({ permission: "balance.refresh", input: z.object({}) }, async () => {
  const outcome = await refreshBalance({ gateway: gateway(), now: new Date() });
  if (outcome.ok) revalidatePath("/", "layout");
  return outcome;
});
