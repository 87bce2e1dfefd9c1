import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { GatewayError } from "@/lib/smsc/errors";
import { GovernorRefusal, type GovernedGateway } from "@/lib/smsc/governor";

/** One thing that was looked at. `code` is worded in `connection.test.<about>.<code>` with `facts`. */
export type Finding = { about: "gateway" | "clock" | "callback"; isGood: boolean; code: string; facts: Record<string, string | number> };

const LOOK_MS = 5_000;
/** Beyond this, signed and timed things begin to fail. */
const CLOCK_TOLERANCE_SECONDS = 30;

type Options = { gateway: GovernedGateway; url: string | null; callbackUrl: string | null; callbackSecret: string };

/**
 * Say what is wrong with the connection, without spending money: one question for the balance through the governor, which
 * makes none that could get the address blocked, the gateway's clock, and our own door for callbacks from outside.
 */
export async function testConnection({ gateway, url, callbackUrl, callbackSecret }: Options): Promise<Finding[]> {
  const asked = await askGateway(gateway, url);
  const [clock, callback] = await Promise.all([
    url === null || asked.code === "unreachable" ? null : readClock(url),
    callbackUrl === null ? null : knockAtOwnDoor(callbackUrl, callbackSecret),
  ]);
  return [asked, clock, callback].filter((finding) => finding !== null);
}

async function askGateway(gateway: GovernedGateway, url: string | null): Promise<Finding> {
  const finding = (isGood: boolean, code: string, facts: Finding["facts"] = {}): Finding => ({ about: "gateway", isGood, code, facts });
  const host = url === null ? "" : new URL(url).host;
  try {
    const { balance, currency } = await gateway.balance();
    return finding(true, "works", { balance, currency: currency ?? "" });
  } catch (error) {
    if (error instanceof GovernorRefusal)
      return finding(false, `not_asked_${error.reason === "breaker" ? error.what : error.reason}`, secondsOf(error));
    if (!(error instanceof GatewayError)) throw error;
    if (error.outcome === "not_sent") return finding(false, "unreachable", { host, reason: reasonOf(error) });
    if (error.outcome === "unknown") return finding(false, "no_answer", { host });
    if (error.gatewayCode === 2) return finding(false, "turned_down");
    if (error.gatewayCode === 4) return finding(false, "blocked");
    return finding(false, "refused", { gatewayCode: error.gatewayCode ?? 0 });
  }
}

const secondsOf = ({ until }: GovernorRefusal) => ({ seconds: until ? Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1000)) : 0 });

/** The system's own word, such as ENOTFOUND or ECONNREFUSED. */
function reasonOf({ cause, message }: GatewayError): string {
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : message;
}

/** Compare the clocks by the Date header of the gateway's front page; that is no request of the account. */
async function readClock(url: string): Promise<Finding | null> {
  const finding = (isGood: boolean, code: string, facts: Finding["facts"] = {}): Finding => ({ about: "clock", isGood, code, facts });
  try {
    const sentAt = Date.now();
    const answer = await fetch(new URL("/", url), { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(LOOK_MS) });
    const theirs = Date.parse(answer.headers.get("date") ?? "");
    if (Number.isNaN(theirs)) return null;
    const off = Math.round((theirs - (sentAt + Date.now()) / 2) / 1000);
    if (Math.abs(off) <= CLOCK_TOLERANCE_SECONDS) return finding(true, "right");
    return finding(false, off > 0 ? "behind" : "ahead", { seconds: Math.abs(off) });
  } catch {
    // That it cannot be reached is said by the question for the balance.
    return null;
  }
}

const KNOCK = "signalbox_knock";

/** What the door answers to a knock: proof that it is this installation's own, under the same secret. */
export function answerKnock(knock: string, secret: string): string {
  return createHash("sha256").update(`${knock}:${secret}`).digest("hex");
}

/** A knock in the address of a request to our door; null for any other request. */
export function knockOf(url: string): string | null {
  const knock = new URL(url).searchParams.get(KNOCK);
  return knock !== null && /^[0-9a-f]{32}$/.test(knock) ? knock : null;
}

/** Ask our own door, from outside, whether it is there and ours. */
export async function knockAtOwnDoor(callbackUrl: string, secret: string): Promise<Finding> {
  const finding = (isGood: boolean, code: string, facts: Finding["facts"] = {}): Finding => ({ about: "callback", isGood, code, facts });
  if (!secret) return finding(false, "no_secret");
  const knock = randomBytes(16).toString("hex");
  const door = new URL(callbackUrl);
  door.searchParams.set(KNOCK, knock);
  try {
    const answer = await fetch(door, { redirect: "manual", signal: AbortSignal.timeout(LOOK_MS) });
    const said = Buffer.from((await answer.text()).slice(0, 100));
    const expected = Buffer.from(answerKnock(knock, secret));
    if (answer.ok && said.length === expected.length && timingSafeEqual(said, expected)) return finding(true, "open");
    return finding(false, "somebody_else", { host: door.host, status: answer.status });
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : "timeout";
    return finding(false, "unreachable", { host: door.host, reason });
  }
}
