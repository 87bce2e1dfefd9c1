import { verifyNobody, verifyPassword } from "@/lib/auth/password";
import { db } from "@/lib/db";
import { err, ok } from "@/lib/errors";
import { log } from "@/lib/log";
import { demoSignInsAllowed, isDemoEmail } from "@/lib/operators/demo-sign-ins";
import { rateLimit } from "@/lib/rate-limit";

const WINDOW_SECONDS = 15 * 60;

/** Failed sign-ins per account. */
const byAccount = rateLimit({ name: "sign_in_account", points: 10, seconds: WINDOW_SECONDS });

/** Failed sign-ins per network address, whatever the account: an office behind one address still gets in. */
const byAddress = rateLimit({ name: "sign_in_address", points: 50, seconds: WINDOW_SECONDS });

export type SignInFailure = { code: "auth.wrong_pair" } | { code: "auth.limited"; waitMinutes: number };

/**
 * Check an e-mail and a password.
 *
 * A point is spent before the hash is computed and given back when the pair was right, so that guesses made at the same
 * time are counted, too. An unknown, a disabled and a refused demo account cost the same time and answer the same
 * words as a wrong password.
 */
export async function authenticate({ email, password, address }: { email: string; password: string; address: string | null }) {
  const account = email.trim().toLowerCase().slice(0, 254);
  const waitSeconds = await spendAttempt(account, address ?? "unknown");
  if (waitSeconds > 0) {
    log.warn({ event: "sign_in.limited", address, waitSeconds }, "sign-in limited");
    return err({ code: "auth.limited", waitMinutes: Math.ceil(waitSeconds / 60) } as const);
  }

  const operator = await findSignable(account);
  const isRight = operator ? await verifyPassword(password.slice(0, 1024), operator.passwordHash) : await verifyNobody(password.slice(0, 1024));
  if (!operator || !isRight) return err({ code: "auth.wrong_pair" } as const);

  await Promise.all([byAccount.forget(account), byAddress.giveBack(address ?? "unknown")]);
  return ok({ operatorId: operator.id, sessionVersion: operator.sessionVersion, role: operator.role });
}

/** The address pays first: whoever is refused by it cannot use up the attempts of somebody else's account. */
async function spendAttempt(account: string, address: string): Promise<number> {
  for (const allowance of [() => byAddress.spend(address), () => byAccount.spend(account)]) {
    const answer = await allowance();
    if (!answer.allowed) return answer.waitSeconds;
  }
  return 0;
}

async function findSignable(email: string) {
  if (isDemoEmail(email) && !demoSignInsAllowed()) return null;
  return db.operator.findFirst({
    where: { email, disabledAt: null },
    select: { id: true, passwordHash: true, sessionVersion: true, role: true },
  });
}

/** Check the password of a signed-in person once more; counted with the failed sign-ins of the account. */
export async function confirmPassword({ operatorId, password }: { operatorId: number; password: string }) {
  const operator = await db.operator.findUniqueOrThrow({
    where: { id: operatorId },
    select: { email: true, passwordHash: true },
  });
  const allowance = await byAccount.spend(operator.email);
  if (!allowance.allowed) return err({ code: "auth.limited", waitMinutes: Math.ceil(allowance.waitSeconds / 60) } as const);
  if (!(await verifyPassword(password, operator.passwordHash))) return err({ code: "auth.wrong_password" } as const);
  await byAccount.forget(operator.email);
  return ok();
}
