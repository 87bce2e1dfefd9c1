import { createHash } from "node:crypto";
import { pool } from "@/lib/db";
import { countAudience, RECIPIENTS_SQL, type Audience, type AudienceCount } from "@/lib/mailings/audience";
import { GatewayError } from "@/lib/smsc/errors";
import { GovernorRefusal, type GovernedGateway } from "@/lib/smsc/governor";
import { countSegments } from "@/lib/sms/segments";
import { parseTemplate, renderTemplate } from "@/lib/sms/template";

export type Quote = AudienceCount & {
  /** Segments of all messages; of a personalised text by the mean of a sample. */
  segments: number;
  /** Expected cost in the account's currency, as a decimal string; null when the gateway would not say. */
  cost: string | null;
  /** True when segments or cost follow from a sample. */
  isEstimate: boolean;
};

const SAMPLE = 20;

/** Say what a mailing would take: recipients exactly, segments, and the cost by the gateway's own price of a sample. */
export async function quoteMailing({
  listIds,
  msisdns,
  text,
  sender,
  gateway,
}: Audience & { text: string; sender: string | null; gateway: GovernedGateway }): Promise<Quote> {
  const count = await countAudience({ listIds, msisdns }, text);
  const sample = await readSample({ listIds, msisdns }, text);
  if (sample.length === 0 || count.sendable === 0) return { ...count, segments: 0, cost: null, isEstimate: false };
  const personal = parseTemplate(text).some((part) => "key" in part);
  const meanSegments = sample.reduce((sum, each) => sum + countSegments(each.text).segments, 0) / sample.length;
  const price = await askPrice(sample, sender, personal, gateway);
  return {
    ...count,
    segments: Math.round(meanSegments * count.sendable),
    cost: price === null ? null : ((price / sample.length) * count.sendable).toFixed(2),
    isEstimate: count.sendable > sample.length,
  };
}

type Sample = { msisdn: string; text: string }[];

/** Numbers from the whole range of the audience, so that its countries are among them. */
async function readSample({ listIds, msisdns }: Audience, text: string): Promise<Sample> {
  const { rows } = await pool.query<{ msisdn: string; name: string | null; attributes: Record<string, unknown> | null }>(
    `select r.msisdn, c.name, c.attributes from (
       select msisdn from (${RECIPIENTS_SQL}) every order by hashtext(msisdn) limit $3
     ) r left join contact c on c.msisdn = r.msisdn where not exists (select from suppression x where x.msisdn = r.msisdn)`,
    [listIds, msisdns, SAMPLE],
  );
  const parts = parseTemplate(text);
  return rows.map(({ msisdn, name, attributes }) => ({ msisdn, text: renderTemplate(parts, { name, attributes: attributes ?? {} }) || text }));
}

/** Prices of the last minute: the gateway answers the same question a few times a minute only. */
const prices = new Map<string, { price: number; until: number }>();
const PRICE_LASTS_MS = 60_000;

async function askPrice(sample: Sample, sender: string | null, personal: boolean, gateway: GovernedGateway): Promise<number | null> {
  const content = personal ? { personalised: sample } : { msisdns: sample.map(({ msisdn }) => msisdn), text: sample[0]?.text ?? "" };
  const key = createHash("sha256")
    .update(JSON.stringify([content, sender]))
    .digest("base64");
  const known = prices.get(key);
  if (known && known.until > performance.now()) return known.price;
  try {
    const price = Number((await gateway.quote({ ...content, sender })).cost);
    for (const [old, { until }] of prices) if (until <= performance.now()) prices.delete(old);
    prices.set(key, { price, until: performance.now() + PRICE_LASTS_MS });
    return price;
  } catch (error) {
    // Without a price the review still stands; it says that the cost is not known.
    if (error instanceof GovernorRefusal || error instanceof GatewayError) return null;
    throw error;
  }
}
