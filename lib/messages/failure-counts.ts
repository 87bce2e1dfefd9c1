import type { ClientBase } from "pg";
import { STRIPE_SQL } from "@/lib/messages/counters";
import { isFailure } from "@/lib/smsc/status-catalogue";

type Ending = { status: number | null; err: number | null };
export type FailureMove = { mailingId: number; status: number; err: number; delta: number };

/** What a new status makes of a mailing's failures by cause. */
export function failureMoves(mailingId: number, before: Ending, after: Ending): FailureMove[] {
  const moveOf = ({ status, err }: Ending, delta: number): FailureMove[] =>
    status !== null && isFailure(status) ? [{ mailingId, status, err: err ?? 0, delta }] : [];
  return [...moveOf(before, -1), ...moveOf(after, 1)];
}

/** Move mailings' failures by cause in the transaction that moves their rows; each connection in its own stripe, like the counters. */
export async function moveFailures(client: ClientBase, moves: readonly FailureMove[]): Promise<void> {
  if (moves.length === 0) return;
  await client.query({
    name: "failures_move",
    text: `
      insert into mailing_failure_stripe as f (mailing_id, stripe, status, err, count)
      select mailing_id, ${STRIPE_SQL}, status, err, sum(delta)
      from unnest($1::int[], $2::int[], $3::int[], $4::int[]) as d (mailing_id, status, err, delta)
      group by mailing_id, status, err having sum(delta) <> 0 order by mailing_id, status, err
      on conflict (mailing_id, status, err, stripe) do update set count = f.count + excluded.count`,
    values: [moves.map((move) => move.mailingId), moves.map((move) => move.status), moves.map((move) => move.err), moves.map((move) => move.delta)],
  });
}
