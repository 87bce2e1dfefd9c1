import { pool } from "@/lib/db";
import { isDelivered, isFailure } from "@/lib/smsc/status-catalogue";

export type DeliveryStep = { /** ISO instant at which it begins. */ at: string; delivered: number; failed: number };

export type DeliveryTimes = {
  /** Length of a step, in seconds. */
  seconds: number;
  /** When it was rolled up, as an ISO instant. */
  asOf: string;
  /** From the first final status to the last, each step once. */
  steps: DeliveryStep[];
};

/** When the final statuses of a mailing came, by the gateway's clock; null while there is none. No message is read. */
export async function readDeliveryTimes(mailingId: number): Promise<DeliveryTimes | null> {
  const { rows } = await pool.query<{ at: Date; status: number; count: number; seconds: number; asOf: Date }>({
    name: "delivery_times",
    text: `
      select p.at, p.status, p.count, r.step_seconds as seconds, r.at as "asOf"
      from delivery_step p join mailing_roll_up r on r.mailing_id = p.mailing_id where p.mailing_id = $1 order by p.at`,
    values: [mailingId],
  });
  const final = rows.filter(({ status }) => isDelivered(status) || isFailure(status));
  const [first, last] = [final[0], final.at(-1)];
  if (!first || !last) return null;
  const stepMs = first.seconds * 1_000;
  const count = Math.round((last.at.getTime() - first.at.getTime()) / stepMs) + 1;
  const steps = Array.from({ length: count }, (_, n): DeliveryStep => ({
    at: new Date(first.at.getTime() + n * stepMs).toISOString(),
    delivered: 0,
    failed: 0,
  }));
  for (const { at, status, count: messages } of final) {
    const step = steps[Math.round((at.getTime() - first.at.getTime()) / stepMs)];
    if (step) step[isFailure(status) ? "failed" : "delivered"] += messages;
  }
  return { seconds: first.seconds, asOf: first.asOf.toISOString(), steps };
}
