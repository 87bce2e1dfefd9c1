"use server";

import { revalidatePath } from "next/cache";
import type { z } from "zod";
import { recordAudit } from "@/lib/audit";
import { operatorAction, type ActionContext } from "@/lib/auth/guard";
import { canSteer } from "@/lib/auth/permissions";
import { db, type Tx } from "@/lib/db";
import { err, type Failure, type Result } from "@/lib/errors";
import { deleteDraft, launchMailing, saveDraft } from "@/lib/mailings/commands";
import { cancelMailing, changeSpeed, pauseMailing, resumeMailing } from "@/lib/mailings/steering";
import { parsePastedNumbers } from "@/lib/mailings/audience";
import { nobodyChosen } from "@/lib/lists/commands";
import { fillListOfMessages } from "@/lib/mailings/list-of-messages";
import { quoteMailing } from "@/lib/mailings/quote";
import {
  cancelSchema,
  changeSpeedSchema,
  decideDoubtsSchema,
  launchSchema,
  listOfMessagesSchema,
  mailingRefSchema,
  mailingSchema,
  pauseSchema,
} from "@/lib/mailings/schema";
import { queryInAddress } from "@/lib/search/sealed-query";
import { gateway } from "@/lib/smsc/account";
import { decideDoubts } from "@/lib/submissions/decide-doubts";

/** One command on one mailing that its owner or an operator may steer, with its audit entry, in one transaction. */
async function steer<T>(
  { operator, input: { mailingId }, address }: Pick<ActionContext<{ mailingId: number }>, "operator" | "input" | "address">,
  audit: { event: string; reason?: string; after?: Record<string, string | number | null> },
  command: (tx: Tx, now: Date) => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  const outcome = await db.$transaction(async (tx) => {
    const mailing = await tx.mailing.findUnique({ where: { id: mailingId }, select: { createdById: true, state: true } });
    if (!mailing) return err({ code: "mailing.not_found" });
    if (!canSteer(operator, mailing)) return err({ code: "auth.forbidden" });
    const done = await command(tx, new Date());
    if (done.ok) {
      await recordAudit(tx, {
        operatorId: operator.id,
        event: audit.event,
        subject: `mailing:${mailingId}`,
        before: { state: mailing.state },
        after: audit.after,
        reason: audit.reason ?? null,
        address,
      });
    }
    return done;
  });
  revalidatePath("/mailings", "layout");
  return outcome;
}

export const pauseMailingAction = operatorAction({ permission: "mailing.steer_own", input: pauseSchema }, async (context) => {
  const { mailingId, reason } = context.input;
  const until = context.input.until === null ? null : new Date(context.input.until);
  return steer(context, { event: "mailing.paused", reason, after: { until: context.input.until } }, (tx, now) =>
    pauseMailing(tx, { mailingId, reason, operatorId: context.operator.id, now, until }),
  );
});

export const resumeMailingAction = operatorAction({ permission: "mailing.steer_own", input: mailingRefSchema }, async (context) =>
  steer(context, { event: "mailing.resumed" }, (tx, now) => resumeMailing(tx, { ...context.input, now })),
);

export const cancelMailingAction = operatorAction({ permission: "mailing.steer_own", input: cancelSchema }, async (context) =>
  steer(context, { event: "mailing.canceled", reason: context.input.reason }, (tx, now) =>
    cancelMailing(tx, { mailingId: context.input.mailingId, now }),
  ),
);

export const changeSpeedAction = operatorAction({ permission: "mailing.steer_own", input: changeSpeedSchema }, async (context) => {
  const { speedPerMinute } = context.input;
  return steer(context, { event: "mailing.speed_changed", after: { speedPerMinute } }, (tx, now) => changeSpeed(tx, { ...context.input, now }));
});

export const decideDoubtsAction = operatorAction({ permission: "mailing.steer_own", input: decideDoubtsSchema }, async (context) => {
  const { operator, input, address } = context;
  const mailing = await db.mailing.findUnique({ where: { id: input.mailingId }, select: { createdById: true } });
  if (!mailing) return err({ code: "mailing.not_found" });
  if (!canSteer(operator, mailing)) return err({ code: "auth.forbidden" });
  const outcome = await decideDoubts({ ...input, operatorId: operator.id, address });
  revalidatePath("/mailings", "layout");
  return outcome;
});

export const saveDraftAction = operatorAction({ permission: "mailing.compose", input: mailingSchema }, async ({ operator, input, address }) => {
  const outcome = await db.$transaction(async (tx) => {
    const saved = await saveDraft(tx, input, operator.id);
    if (saved.ok) {
      const event = input.mailingId === null ? "mailing.created" : "mailing.edited";
      await recordAudit(tx, { operatorId: operator.id, event, subject: `mailing:${saved.value.mailingId}`, address });
    }
    return saved;
  });
  revalidatePath("/mailings", "layout");
  return outcome;
});

export const deleteDraftAction = operatorAction({ permission: "mailing.compose", input: mailingRefSchema }, async (context) =>
  steer(context, { event: "mailing.deleted" }, (tx) => deleteDraft(tx, context.input)),
);

/** The price is asked before the transaction: no request to the gateway ever waits inside one. */
export const launchMailingAction = operatorAction({ permission: "mailing.launch", input: launchSchema }, async (context) => {
  const { operator, input } = context;
  const quote = await quoteDraft(input);
  const scheduledAt = input.scheduledAt === null ? null : new Date(input.scheduledAt);
  if (quote && quote.sendable === 0) return err({ code: "mailing.no_recipients" });
  const after = { scheduledAt: input.scheduledAt, recipients: quote?.sendable ?? null, quotedCost: quote?.cost ?? null };
  return steer(context, { event: scheduledAt ? "mailing.scheduled" : "mailing.launched", after }, (tx, now) =>
    launchMailing(tx, {
      mailingId: input.mailingId,
      scheduledAt,
      operatorId: operator.id,
      quote: { cost: quote?.cost ?? null, segments: quote?.segments ?? null },
      now,
    }),
  );
});

async function quoteDraft({ mailingId }: z.output<typeof launchSchema>) {
  const draft = await db.mailing.findUnique({
    where: { id: mailingId },
    select: { text: true, sender: true, pastedMsisdns: true, lists: { select: { listId: true } } },
  });
  if (!draft) return null;
  const msisdns = parsePastedNumbers(draft.pastedMsisdns.join("\n")).msisdns;
  return quoteMailing({ listIds: draft.lists.map(({ listId }) => listId), msisdns, text: draft.text, sender: draft.sender, gateway: gateway() });
}

/** To gather a million recipients takes a while. */
const GATHER_TIMEOUT_MS = 120_000;

export const listOfMessagesAction = operatorAction(
  { permission: "list.write", input: listOfMessagesSchema },
  async ({ operator, input: { chosen, ...input }, address }) => {
    // A search stands sealed in the page's address, and comes as it stands there.
    const opened = "ids" in chosen ? chosen : { ...chosen, search: queryInAddress(chosen.search) };
    const outcome = await db
      .$transaction((tx) => fillListOfMessages(tx, { ...input, chosen: opened, operatorId: operator.id, address }), { timeout: GATHER_TIMEOUT_MS })
      .catch(nobodyChosen);
    revalidatePath("/lists", "layout");
    return outcome;
  },
);
