import { pool } from "@/lib/db";
import { log } from "@/lib/log";

type Counts = { accepted: number; wrongChecksum: number; unreadable: number; ignored: number };

const FLUSH_MS = 1_000;
const none = (): Counts => ({ accepted: 0, wrongChecksum: 0, unreadable: 0, ignored: 0 });
let waiting = none();
let timer: NodeJS.Timeout | undefined;

/** Count what came in at the door for callbacks: one write a second and process, however many come. */
export function countCallbacks(counts: Partial<Counts>): void {
  for (const name of Object.keys(counts) as (keyof Counts)[]) waiting[name] += counts[name] ?? 0;
  timer ??= setTimeout(() => {
    flushCallbackCounts().catch((error: unknown) => log.warn({ event: "callbacks.not_counted", err: error }, "callbacks were not counted"));
  }, FLUSH_MS).unref();
}

/** Write what was counted. */
export async function flushCallbackCounts(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const { accepted, wrongChecksum, unreadable, ignored } = waiting;
  waiting = none();
  if (accepted + wrongChecksum + unreadable + ignored === 0) return;
  await pool.query(
    `update callback_count set accepted = accepted + $1, wrong_checksum = wrong_checksum + $2, unreadable = unreadable + $3, ignored = ignored + $4,
       last_at = now(), last_accepted_at = case when $1::int > 0 then now() else last_accepted_at end,
       last_refused_at = case when $2::int + $3::int > 0 then now() else last_refused_at end
     where id = 1`,
    [accepted, wrongChecksum, unreadable, ignored],
  );
}

export type CallbackCounts = Counts & { lastAt: string | null; lastRefusedAt: string | null };

/** Read what came in so far. */
export async function readCallbackCounts(): Promise<CallbackCounts> {
  const { rows } = await pool.query<Counts & { lastAt: Date | null; lastRefusedAt: Date | null }>(
    `select accepted, wrong_checksum as "wrongChecksum", unreadable, ignored, last_at as "lastAt", last_refused_at as "lastRefusedAt"
     from callback_count where id = 1`,
  );
  const row = rows[0];
  if (!row) throw new Error("Callbacks are not counted: the migrations were not applied.");
  return { ...row, lastAt: row.lastAt?.toISOString() ?? null, lastRefusedAt: row.lastRefusedAt?.toISOString() ?? null };
}
