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
