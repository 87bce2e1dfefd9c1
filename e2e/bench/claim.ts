import type { Pool } from "pg";
import { claimSubmission, mailingsDue } from "@/lib/submissions/claim";
import { claimFloor } from "./floors";
import { pause, resume } from "./mailings";
import { percentile, type Figure } from "./report";
import type { BenchStack } from "./stack";

const CLAIMS = 500;

/**
 * Look for what is due and claim a slice of it, while mailings to everybody stand paused in front. Nothing is sent
 * after: what was claimed is left to the end of the benchmark.
 */
export async function benchClaim(stack: BenchStack, pool: Pool, mailingId: number, paused: number): Promise<Figure> {
  const floor = await claimFloor(pool, CLAIMS);
  const { rows } = await pool.query<{ slices: number }>("select count(*)::int as slices from submission where mailing_id = $1", [mailingId]);
  await resume(mailingId);
  const times: number[] = [];
  while (times.length < Math.min(CLAIMS, rows[0]?.slices ?? 0)) {
    const startedAt = performance.now();
    const [due] = await mailingsDue(pool);
    const claimed = due && (await claimSubmission(pool, due));
    times.push(performance.now() - startedAt);
    if (claimed?.mailingId !== mailingId) throw new Error("The claim did not find the one mailing that is due.");
  }
  await pause(mailingId, stack.operatorId);
  return {
    what: `claim of a slice, ${paused} paused mailings in front, p50`,
    unit: "ms",
    value: percentile(times, 0.5),
    target: 3,
    sense: "at_most",
    floor: { what: "read, update, insert, commit, p50", value: floor, ratio: 5 },
  };
}
