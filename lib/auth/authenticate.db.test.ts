import { randomBytes, scryptSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { authenticate, confirmPassword } from "@/lib/auth/authenticate";
import { findSignedIn } from "@/lib/auth/current-operator";
import { db } from "@/lib/db";
import { err, ok } from "@/lib/errors";
import { ensureDemoOperators } from "@/lib/operators/demo";
import { changePassword, createAdministrator, findOperatorByEmail } from "@/lib/operators/operators";
import { rateLimit } from "@/lib/rate-limit";

const PASSWORD = "a long enough password";

async function administrator(email: string) {
  const made = await createAdministrator({ email, password: PASSWORD });
  if (!made.ok) throw new Error(made.error.code);
  return made.value.operatorId;
}

/** A hash of PASSWORD with the least parameters there are: what is counted here is the guesses, not their cost. */
function cheapHash(): string {
  const salt = randomBytes(16);
  const key = scryptSync(PASSWORD, salt, 32, { N: 2, r: 1, p: 1 });
  return ["scrypt", 2, 1, 1, salt.toString("base64"), key.toString("base64")].join("$");
}

async function administratorToGuess(email: string): Promise<void> {
  await db.operator.update({ where: { id: await administrator(email) }, data: { passwordHash: cheapHash() } });
}

describe("signing in", () => {
  it("knows the right pair, in any case of the e-mail", async () => {
    const id = await administrator("right@example.org");
    expect(await authenticate({ email: " Right@Example.org ", password: PASSWORD, address: null })).toEqual(
      ok({ operatorId: id, sessionVersion: 1, role: "admin" }),
    );
  });

  it("answers a wrong password, an unknown person and a disabled one alike", async () => {
    await administrator("known@example.org");
    const disabled = await administrator("gone@example.org");
    await db.operator.update({ where: { id: disabled }, data: { disabledAt: new Date() } });
    const refusal = err({ code: "auth.wrong_pair" });
    expect(await authenticate({ email: "known@example.org", password: "wrong", address: "10.1.0.1" })).toEqual(refusal);
    expect(await authenticate({ email: "unknown@example.org", password: "wrong", address: "10.1.0.1" })).toEqual(refusal);
    expect(await authenticate({ email: "gone@example.org", password: PASSWORD, address: "10.1.0.1" })).toEqual(refusal);
  });

  it("stops after ten wrong passwords, also when they come at the same time, and says for how long", async () => {
    await administratorToGuess("guessed@example.org");
    const guess = () => authenticate({ email: "guessed@example.org", password: "wrong", address: "10.1.0.2" });
    const answers = await Promise.all(Array.from({ length: 12 }, guess));
    const codes = answers.map((answer) => (answer.ok ? "ok" : answer.error.code));
    expect(codes.filter((code) => code === "auth.wrong_pair")).toHaveLength(10);
    expect(codes.filter((code) => code === "auth.limited")).toHaveLength(2);
    expect(await authenticate({ email: "guessed@example.org", password: PASSWORD, address: "10.1.0.3" })).toEqual(
      err({ code: "auth.limited", waitMinutes: 15 }),
    );
  });

  it("forgets the failures of whoever gets it right", async () => {
    await administratorToGuess("forgetful@example.org");
    for (let attempt = 0; attempt < 3; attempt++) {
      await authenticate({ email: "forgetful@example.org", password: "wrong", address: "10.1.0.4" });
    }
    await authenticate({ email: "forgetful@example.org", password: PASSWORD, address: "10.1.0.4" });
    const { rows } = {
      rows: await db.$queryRaw<unknown[]>`select 1 from rate_limit where key = 'sign_in_account:forgetful@example.org'`,
    };
    expect(rows).toEqual([]);
  });

  it("makes the demo people once and lets them in while the sandbox is on loopback", async () => {
    await ensureDemoOperators();
    await ensureDemoOperators();
    expect(await db.operator.count({ where: { email: { endsWith: "@demo.test" } } })).toBe(4);
    const answer = await authenticate({ email: "support@demo.test", password: "demo", address: null });
    expect(answer.ok && answer.value.role).toBe("support");
  });
});

describe("a session", () => {
  it("ends when the password changes, when its version is raised and when the person is disabled", async () => {
    const id = await administrator("session@example.org");
    expect(await findSignedIn({ operatorId: id, sessionVersion: 1 })).toMatchObject({ id, role: "admin" });

    const { sessionVersion } = await changePassword({ operatorId: id, password: "another long password" });
    expect(await findSignedIn({ operatorId: id, sessionVersion: 1 })).toBeNull();
    expect(await findSignedIn({ operatorId: id, sessionVersion })).not.toBeNull();

    await db.operator.update({ where: { id }, data: { disabledAt: new Date() } });
    expect(await findSignedIn({ operatorId: id, sessionVersion })).toBeNull();
  });

  it("shows the role that the person has now", async () => {
    const id = await administrator("moved@example.org");
    await db.operator.update({ where: { id }, data: { role: "support" } });
    expect(await findSignedIn({ operatorId: id, sessionVersion: 1 })).toMatchObject({ role: "support" });
  });

  it("asks for the present password before a new one", async () => {
    const id = await administrator("careful@example.org");
    expect(await confirmPassword({ operatorId: id, password: "wrong" })).toEqual(err({ code: "auth.wrong_password" }));
    expect(await confirmPassword({ operatorId: id, password: PASSWORD })).toEqual(ok());
  });
});

describe("the first administrator", () => {
  it("is made once, whatever the next start says", async () => {
    const id = await administrator("first@example.org");
    expect(await createAdministrator({ email: "First@example.org", password: "quite another password" })).toEqual(
      ok({ operatorId: id, isNew: false }),
    );
    expect(await findOperatorByEmail("FIRST@example.org")).toMatchObject({ id, role: "admin" });
    expect(await db.auditEntry.count({ where: { subject: `operator:${id}` } })).toBe(1);
  });

  it("needs an e-mail and a password worth the name", async () => {
    expect(await createAdministrator({ email: "nobody", password: PASSWORD })).toEqual(err({ code: "operator.email_invalid" }));
    expect(await createAdministrator({ email: "a@example.org", password: "short" })).toEqual(err({ code: "operator.password_short", minimum: 12 }));
  });
});

describe("a limit", () => {
  it("is counted per key, for all who ask together", async () => {
    const limit = rateLimit({ name: "probe", points: 3, seconds: 60 });
    const twin = rateLimit({ name: "probe", points: 3, seconds: 60 });
    const answers = await Promise.all([limit.spend("a"), twin.spend("a"), limit.spend("a"), twin.spend("a"), limit.spend("b")]);
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(4);
    await limit.giveBack("a");
    await limit.forget("a");
    expect(await twin.spend("a")).toEqual({ allowed: true });
  });
});
