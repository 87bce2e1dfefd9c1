import { recordReading } from "@/lib/balance/record-reading";
import type { Balance } from "@/lib/balance/reads";
import { pool } from "@/lib/db";
import { err, ok, type Result } from "@/lib/errors";
import { GatewayError } from "@/lib/smsc/errors";
import { GovernorRefusal, type GovernedGateway } from "@/lib/smsc/governor";

export type RefreshFailure =
  | { code: "balance.wait"; seconds: number }
  | { code: "balance.gateway_barred"; cause: string }
  | { code: "balance.gateway_failed"; gatewayCode: number | null };

const WATCH_EVERY_SECONDS = 60;

/**
 * While a mailing stands still for want of money, ask for the balance once a minute, and at once after the stop: whether it
 * has risen since is what a person waits for. True when it was asked.
 */
export async function watchBalance({ gateway, now }: { gateway: GovernedGateway; now: Date }): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from mailing m where m.state = 'paused' and m.pause_cause = 'gateway.no_money'
       and not exists (select from balance_reading b where b.source = 'asked' and b.at > m.paused_at and b.at > now() - $1 * interval '1 second') limit 1`,
    [WATCH_EVERY_SECONDS],
  );
  return rowCount === 1 && (await refreshBalance({ gateway, now })).ok;
}

/** Ask the gateway for the balance and keep it. */
export async function refreshBalance({ gateway, now }: { gateway: GovernedGateway; now: Date }): Promise<Result<Balance, RefreshFailure>> {
  try {
    const { balance, currency } = await gateway.balance();
    await recordReading(pool, { balance, currency, source: "asked", at: now });
    return ok({ balance, currency, at: now.toISOString() });
  } catch (error) {
    if (error instanceof GovernorRefusal) {
      if (error.reason === "breaker" || !error.until) return err({ code: "balance.gateway_barred", cause: error.what });
      return err({ code: "balance.wait", seconds: Math.max(1, Math.ceil((error.until.getTime() - Date.now()) / 1000)) });
    }
    if (error instanceof GatewayError) return err({ code: "balance.gateway_failed", gatewayCode: error.gatewayCode });
    throw error;
  }
}
