import type { Pool } from "pg";
import type { CarrierAnswer } from "@/lib/smsc/gateway";
import { ifAnswered, type GovernedGateway } from "@/lib/smsc/governor";

/** Ranges that are named at once. */
const AT_ONCE = 100;
/** Requests of a minute that this may take where the list does not work. */
const ONE_BY_ONE = 20;
/** A range may change hands. */
const NAMED_FOR_DAYS = 30;

/**
 * Ask the gateway whose numbers begin like those of our mailings, by one number of each range: free of charge, and nobody is
 * bothered. Gives how many ranges were named. A number that was ported counts for the range it came from.
 */
export async function nameCarriers(pool: Pool, gateway: Pick<GovernedGateway, "numbers">): Promise<number> {
  const { rows } = await pool.query<{ range: string; msisdn: string }>({
    name: "carriers_unnamed",
    text: `
      select o.range, n.msisdn
      from (
        select distinct on (range) range, mailing_id from mailing_outcome o
        where not exists (select from carrier_range c where c.range = o.range and c.asked_at > now() - ${NAMED_FOR_DAYS} * interval '1 day')
        order by range, mailing_id desc limit ${AT_ONCE}
      ) o cross join lateral (
        select msisdn from message m where m.mailing_id = o.mailing_id and m.msisdn >= o.range and m.msisdn < o.range || '~' order by msisdn limit 1
      ) n`,
  });
  if (rows.length === 0) return 0;
  const answered = await ask(gateway, rows);
  await pool.query(
    `insert into carrier_range (range, carrier, country) select * from unnest($1::text[], $2::text[], $3::text[])
     on conflict (range) do update set carrier = excluded.carrier, country = excluded.country, asked_at = now()`,
    [answered.map(({ range }) => range), answered.map(({ answer }) => cut(answer?.carrier)), answered.map(({ answer }) => cut(answer?.country))],
  );
  return answered.length;
}

type Range = { range: string; msisdn: string };
type Named = { range: string; answer: CarrierAnswer | null };

/** All at once; one by one where the list that came back does not say whose row is whose, for one without a carrier is left out of it. */
async function ask({ numbers }: Pick<GovernedGateway, "numbers">, ranges: readonly Range[]): Promise<Named[]> {
  const answers = await ifAnswered(numbers.carriersOf({ msisdns: ranges.map(({ msisdn }) => msisdn) }));
  if (answers?.length === ranges.length)
    return ranges.map(({ range, msisdn }) => ({ range, answer: answers.find((each) => each.msisdn === msisdn) ?? null }));
  const named: Named[] = [];
  for (const { range, msisdn } of ranges.slice(0, ONE_BY_ONE)) {
    const answer = await ifAnswered(numbers.carrierOf({ msisdn }).then((found) => ({ found })));
    if (!answer) break;
    named.push({ range, answer: answer.found });
  }
  return named;
}

const cut = (text: string | null | undefined) => (text ? [...text].slice(0, 100).join("") : null);
