"use server";

import { revalidatePath } from "next/cache";
import { operatorAction } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { makeListOfResults, nothingChosen, quarantine, resumeCheck, stopCheck } from "@/lib/hlr/commands";
import { quoteCheck } from "@/lib/hlr/quote";
import { checkRefSchema, listOfResultsSchema, quarantineSchema, startCheckSchema } from "@/lib/hlr/schema";
import { startCheck } from "@/lib/hlr/start-check";
import { parsePastedNumbers } from "@/lib/mailings/audience";
import { gateway } from "@/lib/smsc/account";

/** The price is asked before anything is written: no request to the gateway ever waits inside a transaction. */
export const startCheckAction = operatorAction({ permission: "hlr.run", input: startCheckSchema }, async ({ operator, input, address }) => {
  const { pasted, ...wish } = input;
  const choice = { ...wish, msisdns: parsePastedNumbers(pasted).msisdns };
  const { cost } = await quoteCheck({ ...choice, gateway: gateway(), now: new Date() });
  const outcome = await startCheck({ ...choice, quotedCost: cost, operatorId: operator.id, address });
  revalidatePath("/hlr", "layout");
  return outcome;
});

export const stopCheckAction = operatorAction({ permission: "hlr.run", input: checkRefSchema }, async ({ operator, input, address }) => {
  const outcome = await db.$transaction((tx) => stopCheck(tx, { ...input, operatorId: operator.id, address }));
  revalidatePath("/hlr", "layout");
  return outcome;
});

export const resumeCheckAction = operatorAction({ permission: "hlr.run", input: checkRefSchema }, async ({ operator, input, address }) => {
  const outcome = await db.$transaction((tx) => resumeCheck(tx, { ...input, operatorId: operator.id, address }));
  revalidatePath("/hlr", "layout");
  return outcome;
});

export const listOfResultsAction = operatorAction({ permission: "list.write", input: listOfResultsSchema }, async ({ operator, input, address }) => {
  const outcome = await db.$transaction((tx) => makeListOfResults(tx, { ...input, operatorId: operator.id, address })).catch(nothingChosen);
  revalidatePath("/lists", "layout");
  return outcome;
});

export const quarantineAction = operatorAction(
  { permission: "suppression.quarantine", input: quarantineSchema },
  async ({ operator, input, address }) => {
    const outcome = await db.$transaction((tx) => quarantine(tx, { ...input, operatorId: operator.id, address }));
    revalidatePath("/suppression", "layout");
    return outcome;
  },
);
