import { refreshBalance } from "@/lib/balance/refresh";
import { LAST_BALANCE } from "./history";
import type { Seeding } from "./make-demo-data";
import { waitUntil } from "./wait-until";

const TOPPED_UP = 50_000;

/**
 * Leave the account at the sandbox as little as the history ends with: enough for the first request of a mailing alone.
 * Not when that mailing has had its turn; nor again when a part of the little is spent already.
 */
export async function takeMoneyAway(seeding: Seeding, stateOfMailing: () => Promise<string | null>): Promise<void> {
  const state = await stateOfMailing();
  if (state !== null && state !== "planning" && state !== "sending") return;
  if ((await seeding.sandbox.readBalance()) <= LAST_BALANCE) return;
  await seeding.sandbox.setBalance(LAST_BALANCE);
  await refresh(seeding);
}

/** Top the account up, unless it is. */
export async function restoreMoney(seeding: Seeding): Promise<void> {
  if ((await seeding.sandbox.readBalance()) > LAST_BALANCE) return;
  await seeding.sandbox.setBalance(TOPPED_UP);
  await refresh(seeding);
}

/** The first request of all proves the settings; while another does just that, this one waits. */
async function refresh({ gateway }: Seeding): Promise<void> {
  await waitUntil("the balance was read", async () => (await refreshBalance({ gateway, now: new Date() })).ok);
}
