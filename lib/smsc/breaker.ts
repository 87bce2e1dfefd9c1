import type { Pool } from "pg";
import type { Ticket } from "@/lib/smsc/admission";
import type { GatewayError } from "@/lib/smsc/errors";
import { scaled } from "@/lib/time-scale";

/** What opens the breaker. Worded in `dashboard.gateway.cause.*`. */
export type BreakerCause = "credentials" | "blocked" | "unreachable" | "refusals";

/** A success is written down at most this often. */
const SUCCESS_NOTE_MS = 2_000;
const UNREACHABLE_MS = scaled(3_000, 200);
const PROBE_AGAIN_MS = scaled(1_000, 100);
/** Erroneous sends in a row that open the breaker; the gateway blocks the address at the hundredth within ten minutes. */
const REFUSALS = 20;
/** Wrong number, forbidden text, not to be delivered. */
const ERRONEOUS = new Set([6, 7, 8]);
/** Answers that say nothing of the credentials: the gateway looks at these things first. */
const BEFORE_CREDENTIALS = new Set([1, 9]);

export type Breaker = {
  /** A request was answered well. */
  succeeded(ticket: Ticket, isSend: boolean): Promise<void>;
  /** A request was refused, did not leave, or nobody knows. */
  failed(ticket: Ticket, isSend: boolean, error: GatewayError): Promise<void>;
  /** A request that was let through was not made. */
  gaveUp(ticket: Ticket): Promise<void>;
};

/**
 * One breaker for all processes: a row of the database that `gateway_admit` reads and that is written here. A request
 * speaks only for the epoch it left in: an answer on its way while the breaker opened cannot close it.
 * Source: SMSC HTTP API, "Blocking of an IP address".
 */
export function createBreaker(pool: Pool, settings: string, minuteMs: number): Breaker {
  let notedAt = Number.NEGATIVE_INFINITY;

  async function open(ticket: Ticket, cause: BreakerCause, gatewayCode: number | null, forMs: number | null): Promise<void> {
    await pool.query(
      `update gateway_state set breaker = 'open', cause = $2::text, gateway_code = $3::int, probe_until = null, epoch = epoch + 1,
         since = case when cause = $2::text then coalesce(since, now()) else now() end,
         until = clock_timestamp() + $4::float8 * interval '1 millisecond'
       where id = 1 and epoch = $1`,
      [ticket.epoch, cause, gatewayCode, forMs],
    );
  }

  /** The gateway answered to these settings: go on. A run of erroneous sends that was waited out is over. */
  async function close(ticket: Ticket): Promise<void> {
    await pool.query(
      `update gateway_state set breaker = 'closed', cause = null, gateway_code = null, since = null, until = null, probe_until = null,
         refusals_in_row = case when cause = 'refusals' and until <= clock_timestamp() then 0 else refusals_in_row end,
         proven_settings = $2, failed_settings = array_remove(failed_settings, $2), last_success_at = now()
       where id = 1 and epoch = $1`,
      [ticket.epoch, settings],
    );
  }

  /** These settings are tried once, by whichever process; they stay turned down until they change. */
  async function turnDown(ticket: Ticket): Promise<void> {
    await pool.query(
      `update gateway_state set
         credential_errors = array(select t from unnest(credential_errors) t where t > clock_timestamp() - $2 * interval '1 millisecond') || clock_timestamp(),
         failed_settings = (array_remove(failed_settings, $1) || $1::varchar)[greatest(1, cardinality(failed_settings) - 8):]
       where id = 1`,
      [settings, 30 * minuteMs],
    );
    await open(ticket, "credentials", 2, null);
  }

  async function countRefusal(ticket: Ticket): Promise<void> {
    const { rows } = await pool.query<{ inRow: number }>(
      `update gateway_state set last_refusal_at = clock_timestamp(),
         refusals_in_row = case when last_refusal_at < clock_timestamp() - $1 * interval '1 millisecond' then 1 else refusals_in_row + 1 end
       where id = 1 returning refusals_in_row as "inRow"`,
      [10 * minuteMs],
    );
    const inRow = rows[0]?.inRow ?? 0;
    if (inRow > 0 && inRow % REFUSALS === 0) await open(ticket, "refusals", null, 10 * minuteMs);
  }

  async function gaveUp({ isProbe, epoch }: Ticket): Promise<void> {
    if (!isProbe) return;
    await pool.query("update gateway_state set probe_until = clock_timestamp() + $2 * interval '1 millisecond' where id = 1 and epoch = $1", [
      epoch,
      PROBE_AGAIN_MS,
    ]);
  }

  return {
    succeeded: async (ticket, isSend) => {
      if (isSend && ticket.refusals > 0) await pool.query("update gateway_state set refusals_in_row = 0 where id = 1 and epoch = $1", [ticket.epoch]);
      if (ticket.isProbe) await close(ticket);
      else if (performance.now() - notedAt > SUCCESS_NOTE_MS) {
        notedAt = performance.now();
        await pool.query("update gateway_state set last_success_at = now() where id = 1");
      }
    },
    failed: async (ticket, isSend, { outcome, gatewayCode }) => {
      if (outcome === "not_sent") return open(ticket, "unreachable", null, UNREACHABLE_MS);
      if (outcome === "unknown") return gaveUp(ticket);
      if (gatewayCode === 2) return turnDown(ticket);
      if (gatewayCode === 4) return open(ticket, "blocked", 4, 30 * minuteMs);
      if (gatewayCode === null || BEFORE_CREDENTIALS.has(gatewayCode)) return gaveUp(ticket);
      // It looked at the request, so the settings are good.
      if (ticket.isProbe) await close(ticket);
      if (isSend && ERRONEOUS.has(gatewayCode)) await countRefusal(ticket);
    },
    gaveUp,
  };
}
