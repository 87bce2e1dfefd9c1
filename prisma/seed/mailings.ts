import { recordAudit } from "@/lib/audit";
import { db, type Tx } from "@/lib/db";
import type { Failure, Result } from "@/lib/errors";
import { launchMailing, saveDraft } from "@/lib/mailings/commands";
import { quoteMailing } from "@/lib/mailings/quote";
import { pauseMailing } from "@/lib/mailings/steering";
import { restoreMoney, takeMoneyAway } from "./balance";
import type { ListName, Lists } from "./contacts";
import type { Seeding } from "./make-demo-data";
import { waitUntil } from "./wait-until";

type Sample = {
  name: string;
  text: string;
  lists: ListName[];
  speedPerMinute: number | null;
  /** Null: now. */
  scheduledAt?: Date | null;
};

const SENDER = "SampleShop";

const STOPPED_FOR_MONEY: Sample = {
  name: "Sample: loyalty points reminder",
  text: "SampleShop: your loyalty points expire on Sunday. Reply STOP to opt out.",
  lists: ["guests"],
  speedPerMinute: null,
};
const COMPLETED: Sample = {
  name: "Sample: open day, every final status (2 and 4 are demonstrations)",
  text: "Здравствуйте, {{name|друг}}! Ждём вас на дне открытых дверей SampleShop, {{city|ваш город}}.",
  lists: ["guests"],
  speedPerMinute: null,
};
const PAUSED: Sample = {
  name: "Sample: weekend sale",
  text: "{{name|Hello}}, this weekend everything at SampleShop {{city|near you}} is 20% off.",
  lists: ["readers"],
  // Slices of fifty: two or three leave before it is paused.
  speedPerMinute: 3_000,
};
const SCHEDULED: Sample = {
  name: "Пример: часы работы в праздники",
  text: "SampleShop: в праздники мы открыты с 10 до 18. Это пример рассылки.",
  lists: ["customers", "guests"],
  speedPerMinute: 600,
};
const DRAFT: Sample = {
  name: "Sample: survey",
  text: "{{name|Hello}}, how was your last visit? You have {{bonus|0}} points at SampleShop.",
  lists: ["readers", "guests"],
  speedPerMinute: 600,
};
const RUNNING: Sample = {
  name: "Sample: service news, sent slowly",
  text: "SampleShop news: the new app is here. Ask us about it in any shop.",
  lists: ["customers", "readers", "guests"],
  // Four hours for two thousand.
  speedPerMinute: 8,
};

const SCHEDULED_IN_DAYS = 3;
const SCHEDULED_AT_HOUR_UTC = 7;
const SENT_BEFORE_PAUSE = 120;

/**
 * Make one mailing for each thing that may become of one. The one that runs out of money comes first and alone: while
 * the balance is low no other may be sending.
 */
export async function makeMailings(seeding: Seeding, lists: Lists): Promise<void> {
  await takeMoneyAway(seeding, () => stateOf(STOPPED_FOR_MONEY));
  await launch(seeding, lists, STOPPED_FOR_MONEY);
  await waitUntil("a mailing had stopped for money", async () => !isUnderWay(await stateOf(STOPPED_FOR_MONEY)));
  await restoreMoney(seeding);

  await launch(seeding, lists, COMPLETED);
  await launch(seeding, lists, PAUSED);
  await pausePartWay(seeding, PAUSED);
  await launch(seeding, lists, { ...SCHEDULED, scheduledAt: someMorning(new Date()) });
  await ensureDraft(seeding, lists, DRAFT);
  await launch(seeding, lists, RUNNING);
}

const isUnderWay = (state: string | null) => state === "planning" || state === "sending";

function someMorning(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + SCHEDULED_IN_DAYS, SCHEDULED_AT_HOUR_UTC));
}

async function findByName({ name }: Sample): Promise<{ id: number; state: string } | null> {
  return db.mailing.findFirst({ where: { name }, select: { id: true, state: true } });
}

async function stateOf(sample: Sample): Promise<string | null> {
  return (await findByName(sample))?.state ?? null;
}

function mustSucceed<T>(outcome: Result<T, Failure>): T {
  if (!outcome.ok) throw new Error(`A command was refused: ${JSON.stringify(outcome.error)}.`);
  return outcome.value;
}

/** The marketer writes it down. In the transaction of what follows: a mailing that is found by its name was begun as meant. */
async function compose(tx: Tx, { people }: Seeding, lists: Lists, { name, text, lists: names, speedPerMinute }: Sample): Promise<number> {
  const listIds = names.map((list) => lists[list]);
  const input = { mailingId: null, name, text, sender: SENDER, listIds, pasted: "", speedPerMinute };
  const { mailingId } = mustSucceed(await saveDraft(tx, input, people.marketer));
  await recordAudit(tx, { operatorId: people.marketer, event: "mailing.created", subject: `mailing:${mailingId}` });
  return mailingId;
}

async function ensureDraft(seeding: Seeding, lists: Lists, sample: Sample): Promise<void> {
  if (await findByName(sample)) return;
  await db.$transaction((tx) => compose(tx, seeding, lists, sample));
}

/** Compose and launch, with the gateway's own price, as the review step does. */
async function launch(seeding: Seeding, lists: Lists, sample: Sample): Promise<void> {
  if (await findByName(sample)) return;
  const audience = { listIds: sample.lists.map((list) => lists[list]), msisdns: [] };
  const quote = await quoteMailing({ ...audience, text: sample.text, sender: SENDER, gateway: seeding.gateway });
  const operatorId = seeding.people.marketer;
  const scheduledAt = sample.scheduledAt ?? null;
  await db.$transaction(async (tx) => {
    const mailingId = await compose(tx, seeding, lists, sample);
    mustSucceed(
      await launchMailing(tx, { mailingId, scheduledAt, operatorId, quote: { cost: quote.cost, segments: quote.segments }, now: new Date() }),
    );
    const after = { scheduledAt: scheduledAt?.toISOString() ?? null, recipients: quote.sendable, quotedCost: quote.cost };
    await recordAudit(tx, { operatorId, event: scheduledAt ? "mailing.scheduled" : "mailing.launched", subject: `mailing:${mailingId}`, after });
  });
}

/** Wait until some of it has left, then pause it as the operator on duty would. */
async function pausePartWay({ people }: Seeding, sample: Sample): Promise<void> {
  const mailing = await findByName(sample);
  if (!mailing || !isUnderWay(mailing.state)) return;
  await waitUntil("a part of a mailing had left", async () => (await countLeft(mailing.id)) >= SENT_BEFORE_PAUSE);
  const reason = "The price list is being checked.";
  const operatorId = people.operator;
  await db.$transaction(async (tx) => {
    mustSucceed(await pauseMailing(tx, { mailingId: mailing.id, reason, operatorId, now: new Date() }));
    await recordAudit(tx, { operatorId, event: "mailing.paused", subject: `mailing:${mailing.id}`, before: { state: mailing.state }, reason });
  });
}

async function countLeft(mailingId: number): Promise<number> {
  const counters = await db.mailingCounterStripe.aggregate({ where: { mailingId, bucket: { in: ["accepted", "status"] } }, _sum: { count: true } });
  return counters._sum.count ?? 0;
}
