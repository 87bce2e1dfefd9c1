import { refreshBalance } from "@/lib/balance/refresh";
import { readBalance, type Balance } from "@/lib/balance/reads";
import { pool } from "@/lib/db";
import { CHOSEN_SQL, countChosen, type Choice, type Chosen } from "@/lib/hlr/choose";
import { HLR_LIMIT } from "@/lib/hlr/lifecycle";
import { GatewayError } from "@/lib/smsc/errors";
import { GovernorRefusal, type GovernedGateway } from "@/lib/smsc/governor";

export type CheckQuote = Chosen & {
  /** Expected cost in the account's currency, as a decimal string; null when the gateway would not say. */
  cost: string | null;
  /** True when it follows from a sample. */
  isEstimate: boolean;
  balance: Balance | null;
};

const SAMPLE = 20;
/** A balance this young need not be asked for. */
const FRESH_MS = 60_000;

/** Say what a check would take before it is begun: whom it asks about, the gateway's own price of a sample, and the balance. */
export async function quoteCheck({ gateway, now, ...choice }: Choice & { gateway: GovernedGateway; now: Date }): Promise<CheckQuote> {
  const chosen = await countChosen(choice);
  if (chosen.count === 0 || chosen.unique > HLR_LIMIT) return { ...chosen, cost: null, isEstimate: false, balance: await readBalance() };
  const sample = await readSample(choice);
  const price = await askPrice(sample, gateway);
  return {
    ...chosen,
    cost: price === null ? null : ((price / sample.length) * chosen.count).toFixed(2),
    isEstimate: chosen.count > sample.length,
    balance: await freshBalance(gateway, now),
  };
}

/** Numbers from the whole range of the chosen, the same ones each time, so that all their countries are among them. */
async function readSample({ listIds, msisdns, again }: Choice): Promise<string[]> {
  const { rows } = await pool.query<{ msisdn: string }>(
    `select msisdn from (${CHOSEN_SQL}) chosen where reason is null or (reason = 'recent' and $3) order by hashtext(msisdn) limit $4`,
    [listIds, msisdns, again, SAMPLE],
  );
  return rows.map(({ msisdn }) => msisdn);
}

/** Prices of the last minute: the gateway answers the same question a few times a minute only. */
const prices = new Map<string, { price: number; until: number }>();
const PRICE_LASTS_MS = 60_000;

async function askPrice(msisdns: string[], gateway: GovernedGateway): Promise<number | null> {
  const key = msisdns.join();
  const known = prices.get(key);
  if (known && known.until > performance.now()) return known.price;
  try {
    const price = Number((await gateway.lookups.quote({ by: "hlr", msisdns })).cost);
    for (const [old, { until }] of prices) if (until <= performance.now()) prices.delete(old);
    prices.set(key, { price, until: performance.now() + PRICE_LASTS_MS });
    return price;
  } catch (error) {
    // Without a price the review still stands; it says that the cost is not known.
    if (error instanceof GovernorRefusal || error instanceof GatewayError) return null;
    throw error;
  }
}

async function freshBalance(gateway: GovernedGateway, now: Date): Promise<Balance | null> {
  const known = await readBalance();
  if (known && now.getTime() - Date.parse(known.at) < FRESH_MS) return known;
  const asked = await refreshBalance({ gateway, now });
  return asked.ok ? { ...asked.value, currency: asked.value.currency ?? known?.currency ?? null } : known;
}
