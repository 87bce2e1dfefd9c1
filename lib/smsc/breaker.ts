import type { Pool } from "pg";
import type { GatewayError } from "@/lib/smsc/errors";
import { GovernorRefusal } from "@/lib/smsc/governor";

/** What opens the breaker. Worded in `dashboard.gateway.cause.*`. */
export type BreakerCause = "credentials" | "blocked" | "unreachable";

type State = { breaker: "closed" | "open" | "probing"; cause: BreakerCause | null; until: Date | null; sameSettings: boolean; over: boolean };

/** A block ends after thirty minutes. Source: SMSC HTTP API, "Blocking of an IP address". */
const BLOCKED_MS = 30 * 60_000;
const UNREACHABLE_MS = 3_000;
const PROBE_MS = 30_000;
/** A success is written down at most this often. */
const SUCCESS_NOTE_MS = 2_000;

export type Breaker = {
  /** Pass, or throw `GovernorRefusal`. While nothing is proven one request passes at a time: ten wrong passwords at once would block the address. */
  admit(): Promise<void>;
  /** Whether many requests may go at once. */
  isOpenForLanes(): Promise<boolean>;
  succeeded(): Promise<void>;
  failed(error: GatewayError): Promise<void>;
};

/** One breaker for all processes: a row of the database says whether the gateway may be asked. */
export function createBreaker(pool: Pool, settings: string): Breaker {
  let notedAt = 0;
  let wasHealthy = false;

  async function read(): Promise<State> {
    const { rows } = await pool.query<State>({
      name: "breaker_read",
      text: `
        select breaker, cause, until, proven_settings is not distinct from $1 as "sameSettings",
          coalesce(until <= clock_timestamp(), false) as over
        from gateway_state where id = 1`,
      values: [settings],
    });
    return rows[0] ?? { breaker: "probing", cause: null, until: null, sameSettings: false, over: false };
  }

  /** New settings, or a block that is over, are tried by one request. */
  async function takeProbe(): Promise<boolean> {
    const { rowCount } = await pool.query(
      `update gateway_state set breaker = 'probing', probe_until = clock_timestamp() + $1 * interval '1 millisecond'
       where id = 1 and (probe_until is null or probe_until < clock_timestamp())`,
      [PROBE_MS],
    );
    return rowCount === 1;
  }

  async function open(cause: BreakerCause, gatewayCode: number | null, forMs: number | null): Promise<void> {
    wasHealthy = false;
    await pool.query(
      `update gateway_state set breaker = 'open', cause = $1::text, gateway_code = $2::int, proven_settings = $3::text, probe_until = null,
         since = case when cause = $1::text and breaker <> 'closed' then coalesce(since, now()) else now() end,
         until = clock_timestamp() + $4::int * interval '1 millisecond'
       where id = 1`,
      [cause, gatewayCode, settings, forMs],
    );
  }

  async function close(): Promise<void> {
    wasHealthy = true;
    notedAt = performance.now();
    await pool.query(
      `update gateway_state set breaker = 'closed', cause = null, gateway_code = null, since = null, until = null, probe_until = null,
         proven_settings = $1, last_success_at = now() where id = 1`,
      [settings],
    );
  }

  const isClosed = ({ breaker, sameSettings }: State) => breaker === "closed" && sameSettings;
  const isBarred = ({ breaker, sameSettings, over, cause }: State) =>
    breaker === "open" && !over && (sameSettings || cause === "blocked" || cause === "unreachable");

  return {
    admit: async () => {
      const state = await read();
      if (isClosed(state)) return;
      if (isBarred(state)) throw new GovernorRefusal("breaker", state.cause ?? "open", state.until);
      if (!(await takeProbe())) throw new GovernorRefusal("breaker", "probing", new Date(Date.now() + 1000));
    },
    isOpenForLanes: async () => isClosed(await read()),
    succeeded: async () => {
      if (!wasHealthy || performance.now() - notedAt > SUCCESS_NOTE_MS) await close();
    },
    failed: async ({ outcome, gatewayCode }) => {
      if (outcome === "refused" && gatewayCode === 2) return open("credentials", 2, null);
      if (outcome === "refused" && gatewayCode === 4) return open("blocked", 4, BLOCKED_MS);
      if (outcome === "not_sent") return open("unreachable", null, UNREACHABLE_MS);
      // It answered, so the settings are good: a refusal of one request is that request's affair.
      if (outcome === "refused" && !wasHealthy) return close();
    },
  };
}
