import { pool } from "@/lib/db";
import { applyReports } from "@/lib/messages/apply-reports";
import { recordReports, type Report } from "@/lib/messages/record-reports";
import { given, sampleMsisdn } from "@/lib/testing/factories";

const GATEWAY_ID = 7_700;
const PAIRS: [number, number | null][] = [
  [1, 0],
  [0, 0],
  [3, 0],
  [3, null],
  [20, 1],
  [20, 13],
  [20, 6],
  [22, 0],
  [23, 240],
  [25, 11],
  [99, 5],
];

/** A mailing at the gateway, and three reports of a seeded choice for each of its messages, in an order of their own. */
export async function reported(seed: number) {
  const recipients = Array.from({ length: 150 }, (_, n) => sampleMsisdn(seed * 1_000 + n));
  const { id } = await given.mailing({ recipients, sliceSize: 150 });
  const gatewayId = GATEWAY_ID + seed;
  await pool.query("update submission set state = 'accepted', attempt = 1, settled_at = now() where mailing_id = $1", [id]);
  await pool.query("update mailing_counter_stripe set bucket = 'accepted' where mailing_id = $1", [id]);
  await pool.query("insert into submission_attempt (gateway_id, submission_id, number) select $2, id, 1 from submission where mailing_id = $1", [
    ...[id, gatewayId],
  ]);
  let state = seed;
  const next = (below: number) => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  const reports = recipients.flatMap((msisdn) =>
    [0, 1, 2].map((): Report => {
      const [status, err] = PAIRS[next(PAIRS.length)] ?? [1, 0];
      return { gatewayId, msisdn, status, err, at: new Date(Date.UTC(2026, 0, 1, 12, 0, next(60))), cost: null, segments: null };
    }),
  );
  for (let from = 0; from < reports.length; from += 40) {
    await recordReports(pool, "callback", reports.slice(from, from + 40).reverse());
    while ((await applyReports(pool, { limit: 25 })) > 0);
  }
  return id;
}
