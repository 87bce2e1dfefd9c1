import type { Pool } from "pg";
import { FILTER_WORDS } from "@/lib/messages/filters";
import { findLoosely } from "@/lib/messages/find-loosely";
import { listMessages, lookUp } from "@/lib/messages/reads";
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

/** Ask as support does, in each way that the field knows: the domain's queries in this process, then the page through the front door. */
export async function benchLookUp(stack: BenchStack, pool: Pool, wanted: number, mailingIds: readonly number[]): Promise<Figure[]> {
  const numbers = spreadOver(wanted, LOOKS).map(msisdnOf);
  const ids = await idsOf(pool, mailingIds);
  const floor = { what: "primary key read, p95", value: await primaryKeyFloor(pool, ids), ratio: 20 };
  const inSql = async <Asked>(how: string, all: readonly Asked[], found: (asked: Asked) => Promise<boolean>): Promise<Figure> => ({
    what: `${how}, in SQL, p95`,
    unit: "ms",
    value: await timed(all, async (asked) => {
      if (!(await found(asked))) throw new Error(`Nothing was found: ${how}.`);
    }),
    target: 10,
    sense: "at_most",
    floor,
  });
  const { rows } = await pool.query<{ known: string }>("select reltuples::bigint as known from pg_class where relname = 'message'");
  const among = `among ${Number(rows[0]?.known).toLocaleString("en-US")} messages`;
  return [
    await inSql(`look-up of a number ${among}`, numbers, async (msisdn) => hasRows(await lookUp(msisdn))),
    await inSql("look-up of last four digits", numbers, async (msisdn) => (await findLoosely(msisdn.slice(-4))).numbers.length > 0),
    await inSql("look-up of an id", ids, async (id) => (await lookUp(`#${id}`)).kind === "message"),
    // Whatever kind of id it might be is looked for; the gateway's ids reach as far as 2 147 483 647.
    await inSql("look-up of an id of nothing", ids, async (id) => (await lookUp(`#${2_147_483_647 - id}`)).kind !== "message"),
    await inSql("look-up of words", numbers, async () => (await findLoosely("shop sunday mail")).mailings.length > 0),
    await inSql("a page of a mailing, any filter", pagesOf(ids, mailingIds), async (page) => Array.isArray((await listMessages(page)).rows)),
    await pageFigure(stack, await contactsOf(pool, numbers.slice(0, PAGES))),
  ];
}

const hasRows = (found: Awaited<ReturnType<typeof lookUp>>) => found.kind === "number" && found.rows.length > 0;

/** Messages from all over the mailings. */
async function idsOf(pool: Pool, mailingIds: readonly number[]): Promise<number[]> {
  const { rows } = await pool.query<{ first: number; last: number }>(
    `select (select id from message where mailing_id = $1 order by msisdn limit 1) as first,
       (select id from message where mailing_id = $2 order by msisdn desc limit 1) as last`,
    [mailingIds[0], mailingIds.at(-1)],
  );
  const { first = 0, last = 0 } = rows[0] ?? {};
  const ids = spreadOver(last - first, LOOKS).map((n) => first + n);
  const { rows: known } = await pool.query<{ id: number }>("select id from message where id = any ($1::bigint[])", [ids]);
  return known.map(({ id }) => id);
}

/** Every filter of every mailing, from anywhere within it. */
function pagesOf(ids: readonly number[], mailingIds: readonly number[]): Parameters<typeof listMessages>[0][] {
  return ids.map((id, n) => ({
    mailingId: mailingIds[Math.floor(n / FILTER_WORDS.length) % mailingIds.length] ?? 0,
    filter: FILTER_WORDS[n % FILTER_WORDS.length] ?? "all",
    after: String(id),
  }));
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
