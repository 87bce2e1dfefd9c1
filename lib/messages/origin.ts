import { pool } from "@/lib/db";
import { ifAnswered, type GovernedGateway } from "@/lib/smsc/governor";

/** Whose number it is and where: what the gateway knows without asking the carrier. */
export type NumberOrigin = {
  carrier: string | null;
  country: string | null;
  region: string | null;
  /** An IANA zone of a whole offset, such as `Etc/GMT-3`; null where none is known. */
  timeZone: string | null;
};

/** A number may be ported, a region does not move. */
const KEPT_DAYS = 30;

type Raw = { carrier: string | null; country: string | null; region: string | null; timeZone: string | null };

/**
 * Say where a message's number is from: as it was told in the last thirty days, else by asking the gateway, which is free
 * of charge and bothers nobody. Null when there is no such message, or the gateway could not be asked now.
 */
export async function readOrigin({
  messageId,
  gateway,
}: {
  messageId: number;
  gateway: Pick<GovernedGateway, "numbers">;
}): Promise<NumberOrigin | null> {
  const { rows } = await pool.query<Raw & { msisdn: string; isKnown: boolean }>(
    `select m.msisdn, o.carrier, o.country, o.region, o.time_zone as "timeZone", o.msisdn is not null as "isKnown"
     from message m left join number_origin o on o.msisdn = m.msisdn and o.asked_at > now() - ${KEPT_DAYS} * interval '1 day' where m.id = $1`,
    [messageId],
  );
  const [message] = rows;
  if (!message) return null;
  if (message.isKnown) return originOf(message);
  const answer = await ifAnswered(gateway.numbers.carrierOf({ msisdn: message.msisdn }).then((found) => ({ found })));
  if (!answer) return null;
  const told: Raw = {
    carrier: cut(answer.found?.carrier, 100),
    country: cut(answer.found?.country, 100),
    region: cut(answer.found?.region, 200),
    timeZone: cut(answer.found?.timeZone, 10),
  };
  await pool.query(
    `insert into number_origin (msisdn, carrier, country, region, time_zone) values ($1, $2, $3, $4, $5)
     on conflict (msisdn) do update set carrier = excluded.carrier, country = excluded.country, region = excluded.region,
       time_zone = excluded.time_zone, asked_at = now()`,
    [message.msisdn, told.carrier, told.country, told.region, told.timeZone],
  );
  return originOf(told);
}

const cut = (text: string | null | undefined, length: number) => (text ? [...text].slice(0, length).join("") : null);

function originOf({ carrier, country, region, timeZone }: Raw): NumberOrigin {
  return { carrier, country, region, timeZone: zoneOf(timeZone) };
}

/**
 * The zone of an offset as info.php writes it. Its unit is not documented; the one documented answer gives 3 for Moscow,
 * which fits hours from Greenwich and neither of the other two meanings the gateway has for `tz`. Whole hours alone.
 */
export function zoneOf(offset: string | null): string | null {
  if (offset === null || !/^[+-]?\d{1,2}$/.test(offset)) return null;
  const hours = Number(offset);
  if (hours < -12 || hours > 14) return null;
  // The names count the other way: west of Greenwich is positive.
  return hours === 0 ? "Etc/GMT" : `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;
}
