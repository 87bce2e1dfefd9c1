import { db } from "@/lib/db";
import { sendSingle } from "@/lib/submissions/send-single";
import type { Seeding } from "./make-demo-data";

/** From the range kept for fiction; the last two digits choose the fate: one arrives, one is unavailable. */
const SINGLES = [
  { kind: "single" as const, msisdn: "447700900001", text: "Sample: your parcel is at the shop. Your SampleShop." },
  { kind: "single" as const, msisdn: "447700900025", text: "Sample: your appointment is tomorrow at ten." },
  { kind: "test" as const, msisdn: "447700900010", text: "Sample: a test to one's own telephone." },
];

/** Send a few messages of their own, as support does. The message is written before it leaves: found, it is not sent again. */
export async function sendSingles({ gateway, people }: Seeding): Promise<void> {
  for (const { kind, msisdn, text } of SINGLES) {
    if (await db.message.findFirst({ where: { kind, msisdn }, select: { id: true } })) continue;
    const sent = await sendSingle({ kind, msisdn, text, sender: null, operatorId: people.operator, gateway });
    // A run that was killed just before it wrote the message has used up the minute's allowance: then this one is left out.
    if (!sent.ok && sent.error.code !== "message.identical") throw new Error(`A single message was refused: ${sent.error.code}.`);
  }
}

/** What some of them write back; neither is a stop word. */
const REPLIES = [
  { phone: "447700900001", text: "Thank you! Is the shop open on Sunday, too?" },
  { phone: "447700900010", text: "Спасибо, всё пришло." },
];

/** Have a few answers come in, unless somebody has written before. */
export async function receiveReplies({ gateway, sandbox }: Seeding): Promise<void> {
  if ((await gateway.history.answers({ count: 1 })).length > 0) return;
  for (const reply of REPLIES) await sandbox.receive(reply);
}
