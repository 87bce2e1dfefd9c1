import type { ClientBase, Pool } from "pg";
import type { MessagePair, StatusAnswer } from "@/lib/smsc/gateway";
import { isFinalStatus } from "@/lib/smsc/status-catalogue";

/**
 * HLR messages that are known to be reachable and of which country and carrier are not: their status came by a report that
 * tells nothing else. Only of checks that run or have just ended, for status.php forgets after a day.
 */
export async function listUnlearnt(pool: Pool, limit: number): Promise<MessagePair[]> {
  const { rows } = await pool.query<MessagePair>({
    name: "lookups_unlearnt",
    text: `
      select a.gateway_id as "gatewayId", m.msisdn
      from hlr_check k join hlr_result r on r.check_id = k.id and r.learnt_at is null
        join message m on m.id = r.message_id and m.status = 1
        join submission s on s.id = m.submission_id
        join submission_attempt a on a.submission_id = s.id and a.number = s.attempt
      where (k.finished_at is null or k.finished_at > now() - interval '1 hour') and k.created_at > now() - interval '1 day'
      limit $1`,
    values: [limit],
  });
  return rows;
}

const LENGTH = 100;
const cut = (text: string | null | undefined) => (text ? [...text].slice(0, LENGTH).join("") : null);

/**
 * Keep what final answers say of country, carrier and roaming; the same answer again changes nothing. One that tells none of
 * it is kept as well, as told nothing: it would be asked for again and again.
 */
export async function learnLookups(on: Pool | ClientBase, answers: readonly StatusAnswer[]): Promise<void> {
  const told = answers.filter(({ status }) => isFinalStatus(status));
  if (told.length === 0) return;
  await on.query({
    name: "lookups_learn",
    text: `
      update hlr_result r set country = coalesce(t.country, r.country), carrier = coalesce(t.carrier, r.carrier),
        roaming_country = coalesce(t.roaming_country, r.roaming_country), roaming_carrier = coalesce(t.roaming_carrier, r.roaming_carrier),
        learnt_at = coalesce(r.learnt_at, now())
      from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
          as t (gateway_id, msisdn, country, carrier, roaming_country, roaming_carrier)
        join submission_attempt a on a.gateway_id = t.gateway_id
        join message m on m.submission_id = a.submission_id and m.msisdn = t.msisdn and m.kind = 'hlr'
      where r.message_id = m.id`,
    values: [
      told.map(({ gatewayId }) => gatewayId),
      told.map(({ msisdn }) => msisdn),
      told.map(({ hlr }) => cut(hlr?.country)),
      told.map(({ hlr }) => cut(hlr?.carrier)),
      told.map(({ hlr }) => cut(hlr?.roamingCountry)),
      told.map(({ hlr }) => cut(hlr?.roamingCarrier)),
    ],
  });
}
