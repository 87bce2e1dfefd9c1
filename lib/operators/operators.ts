import { hashPassword } from "@/lib/auth/password";
import { PASSWORD_MIN_LENGTH } from "@/lib/auth/password-length";
import { recordAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { err, ok } from "@/lib/errors";

const PUBLIC = { id: true, email: true, name: true, role: true, locale: true, disabledAt: true } as const;

/** Find a person by e-mail, in any case of letters. */
export async function findOperatorByEmail(email: string) {
  return db.operator.findUnique({ where: { email: email.trim().toLowerCase() }, select: PUBLIC });
}

/**
 * Make the first administrator of a live console. An existing person of that e-mail is left alone, so that a restart
 * with the same environment neither fails nor resets a password.
 */
export async function createAdministrator({ email, password }: { email: string; password: string }) {
  const address = email.trim().toLowerCase();
  if (!/^[^\s@]+@[^\s@]+$/.test(address) || address.length > 254) return err({ code: "operator.email_invalid" } as const);
  if (password.length < PASSWORD_MIN_LENGTH) {
    return err({ code: "operator.password_short", minimum: PASSWORD_MIN_LENGTH } as const);
  }
  const existing = await findOperatorByEmail(address);
  if (existing) return ok({ operatorId: existing.id, isNew: false });

  const passwordHash = await hashPassword(password);
  const { id } = await db.$transaction(async (tx) => {
    const made = await tx.operator.create({
      data: { email: address, name: address.split("@")[0] ?? address, role: "admin", passwordHash },
      select: { id: true },
    });
    await recordAudit(tx, {
      operatorId: null,
      event: "operator.created",
      subject: `operator:${made.id}`,
      after: { role: "admin" },
    });
    return made;
  });
  return ok({ operatorId: id, isNew: true });
}

/** Set the language a person reads. */
export async function changeLocale({ operatorId, locale }: { operatorId: number; locale: string }): Promise<void> {
  await db.operator.update({ where: { id: operatorId }, data: { locale } });
}

/** Replace a person's password and end their sessions; the answer carries the version of the next one. */
export async function changePassword({ operatorId, password }: { operatorId: number; password: string }) {
  const passwordHash = await hashPassword(password);
  return db.$transaction(async (tx) => {
    const { sessionVersion } = await tx.operator.update({
      where: { id: operatorId },
      data: { passwordHash, sessionVersion: { increment: 1 } },
      select: { sessionVersion: true },
    });
    await recordAudit(tx, { operatorId, event: "operator.password_changed", subject: `operator:${operatorId}` });
    return { sessionVersion };
  });
}
