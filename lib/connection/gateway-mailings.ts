import { recordAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { err, ok, type Result } from "@/lib/errors";
import { GatewayError } from "@/lib/smsc/errors";
import type { GatewayMailing } from "@/lib/smsc/gateway";
import { GovernorRefusal, type GovernedGateway } from "@/lib/smsc/governor";

/** A mailing of the gateway's own. Its shape is not documented: id and status are sure, the name is shown when it came. */
export type GatewayMailingRow = { mailingId: string; name: string | null; status: number | null };

export type GatewayMailings =
  { kind: "known"; rows: GatewayMailingRow[]; askedAt: string } | { kind: "barred"; seconds: number | null } | { kind: "failed" };

/** The gateway answers the same question once a minute: in between its last answer is shown, with its time. */
let last: { rows: GatewayMailingRow[]; askedAt: string; until: number } | null = null;
const LASTS_MS = 60_000;

/** Read the mailings that the gateway itself keeps. */
export async function readGatewayMailings(gateway: GovernedGateway): Promise<GatewayMailings> {
  if (last && last.until > performance.now()) return { kind: "known", rows: last.rows, askedAt: last.askedAt };
  try {
    const rows = (await gateway.mailings.list({})).flatMap(rowOf);
    last = { rows, askedAt: new Date().toISOString(), until: performance.now() + LASTS_MS };
    return { kind: "known", rows, askedAt: last.askedAt };
  } catch (error) {
    if (error instanceof GovernorRefusal) {
      // Another process has just asked: what we know is as old as that.
      if (error.reason === "budget" && last) return { kind: "known", rows: last.rows, askedAt: last.askedAt };
      return { kind: "barred", seconds: error.reason === "breaker" ? null : secondsUntil(error.until) };
    }
    if (error instanceof GatewayError) return { kind: "failed" };
    throw error;
  }
}

function rowOf({ mailingId, status, raw }: GatewayMailing): GatewayMailingRow[] {
  const name = typeof raw.name === "string" && raw.name !== "" ? raw.name : null;
  return mailingId === null ? [] : [{ mailingId, name, status }];
}

const secondsUntil = (until: Date | null) => (until ? Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1000)) : null);

type Failure = { code: "gateway_mailing.barred" } | { code: "gateway_mailing.wait"; seconds: number } | { code: "gateway_mailing.failed" };
type Cancel = { mailingId: string; operatorId: number; address: string | null; gateway: GovernedGateway };

/** Switch a waiting mailing off at the gateway. Whatever may have left is in the audit, with how it ended. */
export async function cancelGatewayMailing({ mailingId, operatorId, address, gateway }: Cancel): Promise<Result<undefined, Failure>> {
  const audit = (outcome: string) =>
    db.$transaction((tx) =>
      recordAudit(tx, { operatorId, address, event: "gateway_mailing.canceled", subject: `gateway_mailing:${mailingId}`, after: { outcome } }),
    );
  try {
    await gateway.mailings.cancel({ mailingId });
    if (last) last.rows = last.rows.filter((row) => row.mailingId !== mailingId);
    await audit("done");
    return ok();
  } catch (error) {
    if (error instanceof GovernorRefusal) {
      const seconds = error.reason === "breaker" ? null : secondsUntil(error.until);
      return err(seconds === null ? { code: "gateway_mailing.barred" } : { code: "gateway_mailing.wait", seconds });
    }
    if (!(error instanceof GatewayError)) throw error;
    if (error.outcome !== "not_sent") await audit(error.outcome);
    return err({ code: "gateway_mailing.failed" });
  }
}
