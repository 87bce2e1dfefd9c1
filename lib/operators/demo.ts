import { hashPassword } from "@/lib/auth/password";
import { db } from "@/lib/db";
import { DEMO_PASSWORD, DEMO_SIGN_INS } from "@/lib/operators/demo-accounts";

export { DEMO_PASSWORD, DEMO_SIGN_INS };

/** Make the demo accounts that are missing. May run twice; leaves existing ones as they are. */
export async function ensureDemoOperators(): Promise<void> {
  const existing = await db.operator.findMany({
    where: { email: { in: DEMO_SIGN_INS.map(({ email }) => email) } },
    select: { email: true },
  });
  const known = new Set(existing.map(({ email }) => email));
  const missing = DEMO_SIGN_INS.filter(({ email }) => !known.has(email));
  if (missing.length === 0) return;
  // One after the other: each hash takes 128 MiB.
  const data = [];
  for (const person of missing) data.push({ ...person, passwordHash: await hashPassword(DEMO_PASSWORD) });
  await db.operator.createMany({ data, skipDuplicates: true });
}
