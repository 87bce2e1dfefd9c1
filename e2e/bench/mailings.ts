import { db } from "@/lib/db";
import { launchMailing, saveDraft } from "@/lib/mailings/commands";
import { planMailing } from "@/lib/mailings/plan-mailing";
import { pauseMailing, resumeMailing } from "@/lib/mailings/steering";
import { mustSucceed } from "./report";

/** Everybody gets the same text. */
export const PLAIN = "Sample: our shop is open on Sunday as well.";
/** Each gets their own. */
export const PERSONALISED = "Sample: {{name|friend}}, our shop in {{city}} is open on Sunday as well.";

type Order = { listId: number; operatorId: number; name: string; text: string };

/** Compose and launch a mailing to a list. It names itself in its text: the same to the same people again waits for a minute. */
export async function launch({ listId, operatorId, name, text }: Order): Promise<number> {
  const input = { mailingId: null, name, text: `${text} ${name}.`, sender: null, listIds: [listId], pasted: "", speedPerMinute: null };
  return db.$transaction(async (tx) => {
    const { mailingId } = mustSucceed(await saveDraft(tx, input, operatorId));
    mustSucceed(await launchMailing(tx, { mailingId, scheduledAt: null, operatorId, quote: { cost: null, segments: null }, now: new Date() }));
    return mailingId;
  });
}

/** Launch and plan, what the worker's job does being done in this process; then pause, so that only what is measured leaves. Gives the seconds of launch and planning. */
export async function planAndPause(order: Order): Promise<{ mailingId: number; seconds: number }> {
  const startedAt = performance.now();
  const mailingId = await launch(order);
  await planMailing({ mailingId });
  const seconds = (performance.now() - startedAt) / 1000;
  await pause(mailingId, order.operatorId);
  return { mailingId, seconds };
}

export async function pause(mailingId: number, operatorId: number): Promise<void> {
  mustSucceed(await db.$transaction((tx) => pauseMailing(tx, { mailingId, reason: "", operatorId, now: new Date() })));
}

export async function resume(mailingId: number): Promise<void> {
  mustSucceed(await db.$transaction((tx) => resumeMailing(tx, { mailingId, now: new Date() })));
}
