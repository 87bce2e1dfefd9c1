import type { Pool } from "pg";
import { lookUp } from "@/lib/messages/reads";
import { DEMO_PASSWORD } from "@/lib/operators/demo";
import { msisdnOf } from "./contacts";
import { primaryKeyFloor } from "./floors";
import { percentile, type Figure } from "./report";
import { signIn } from "./sign-in";
import type { BenchStack } from "./stack";

const LOOKS = 1_000;
const PAGES = 200;
/** Caches of a first request are not what a person feels all day. */
const WARM_UP = 100;

const spreadOver = (count: number, times: number) => Array.from({ length: times }, (_, n) => (n * 7_919 + 13) % count);

/** Look numbers up as support does: the domain's query in this process, then the page through the front door. */
export async function benchLookUp(stack: BenchStack, pool: Pool, wanted: number): Promise<Figure[]> {
  const numbers = spreadOver(wanted, LOOKS).map(msisdnOf);
  const floor = await primaryKeyFloor(
    pool,
    spreadOver(wanted, LOOKS).map((n) => n + 1),
  );
  const inSql = await timed(numbers, async (msisdn) => {
    const found = await lookUp(msisdn);
    if (found.kind !== "number" || found.rows.length === 0) throw new Error("Nothing was found for a number that has messages.");
  });
  return [
    {
      what: "look-up of a number, in SQL, p95",
      unit: "ms",
      value: inSql,
      target: 10,
      sense: "at_most",
      floor: { what: "primary key read, p95", value: floor, ratio: 20 },
    },
    await pageFigure(stack, await contactsOf(pool, numbers.slice(0, PAGES))),
  ];
}

type Sought = { id: number; msisdn: string };

async function contactsOf(pool: Pool, numbers: string[]): Promise<Sought[]> {
  const { rows } = await pool.query<Sought>("select id, msisdn from contact where msisdn = any ($1::text[])", [numbers]);
  return rows;
}

/** Beside the shortest answer that web and database give together: what is more is the page's own. */
async function pageFigure(stack: BenchStack, sought: Sought[]): Promise<Figure> {
  const web = await stack.startWeb();
  try {
    const cookie = await signIn(stack.webUrl, { email: "operator@demo.test", password: DEMO_PASSWORD });
    const open = async ({ id, msisdn }: Sought) => {
      const answer = await fetch(`${stack.webUrl}/messages?contact=${id}`, {
        headers: { cookie },
        redirect: "manual",
      });
      const html = await answer.text();
      if (answer.status !== 200 || !html.includes(msisdn.slice(-4)))
        throw new Error(`The look-up page answered ${answer.status} without the number.`);
    };
    const floor = await timed(sought, async () => {
      await (await fetch(`${stack.webUrl}/api/health`)).arrayBuffer();
    });
    return {
      what: "look-up of a number, as a page, p95",
      unit: "ms",
      value: await timed(sought, open),
      target: 50,
      sense: "at_most",
      floor: { what: "health answer, p95", value: floor, ratio: 20 },
    };
  } finally {
    await web.stop();
  }
}

/** Milliseconds of each call, one after the other, at the 95th percentile. */
async function timed<Asked>(all: readonly Asked[], call: (asked: Asked) => Promise<void>): Promise<number> {
  for (const asked of all.slice(0, WARM_UP)) await call(asked);
  const times: number[] = [];
  for (const asked of all) {
    const startedAt = performance.now();
    await call(asked);
    times.push(performance.now() - startedAt);
  }
  return percentile(times, 0.95);
}
