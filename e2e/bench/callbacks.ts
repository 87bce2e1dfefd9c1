import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { Pool as HttpPool } from "undici";
import type { Figure } from "./report";
import type { BenchStack } from "./stack";

const CALLBACKS = 6_000;
const WARM_UP = 500;
const LANES = 16;
/** Ids that no request of ours ever had. */
const FIRST_ID = 2_000_000_000;

/**
 * The gateway's door, through the front of the web process: verified callbacks of one event each, answered after their
 * commit, beside the same door with a body that holds nothing to write. Whatever was answered must be there.
 */
export async function benchCallbacks(stack: BenchStack, pool: Pool): Promise<Figure> {
  const web = await stack.startWeb();
  const http = new HttpPool(stack.webUrl, { connections: LANES, pipelining: 1 });
  try {
    const bare = await perSecond(http, CALLBACKS, () => ({ body: "[]", type: "application/json" }));
    await pool.query("truncate report_inbox");
    const written = await perSecond(http, CALLBACKS, (n) => ({ body: signed(n), type: "application/x-www-form-urlencoded" }));
    const { rows } = await pool.query<{ count: number }>("select count(*)::int as count from report_inbox");
    if (rows[0]?.count !== CALLBACKS + WARM_UP) throw new Error(`${CALLBACKS + WARM_UP} callbacks were answered, and ${rows[0]?.count} are there.`);
    await pool.query("truncate report_inbox");
    return {
      what: "callbacks, one event each, answered after commit",
      unit: "requests/s",
      value: written,
      target: 500,
      sense: "at_least",
      floor: { what: "the same door with nothing to write", value: bare, ratio: 0.4 },
    };
  } finally {
    await http.close();
    await web.stop();
  }
}

function signed(n: number): string {
  const [id, phone, status] = [String(FIRST_ID + n), String(79_120_000_000 + n), "1"];
  const sha1 = createHash("sha1")
    .update(`${id}:${phone}:${status}:${process.env.SMSC_CALLBACK_SECRET ?? ""}`)
    .digest("hex");
  return new URLSearchParams({ id, phone, status, err: "0", ts: String(Math.floor(Date.now() / 1000)), sha1 }).toString();
}

type Callback = { body: string; type: string };

async function perSecond(http: HttpPool, count: number, callback: (n: number) => Callback): Promise<number> {
  let next = 0;
  let startedAt = performance.now();
  async function lane() {
    while (next < count + WARM_UP) {
      const n = next++;
      if (n === WARM_UP) startedAt = performance.now();
      const { body, type } = callback(n);
      const answer = await http.request({ path: "/api/smsc/callback", method: "POST", headers: { "content-type": type }, body });
      const text = await answer.body.text();
      if (answer.statusCode !== 200 || text !== "OK") throw new Error(`A callback was answered ${answer.statusCode} ${text}.`);
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane));
  return count / ((performance.now() - startedAt) / 1000);
}
