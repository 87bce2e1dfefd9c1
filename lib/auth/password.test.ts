import { scryptSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { hashPassword, verifyNobody, verifyPassword } from "@/lib/auth/password";

describe("a password", () => {
  it("is stored as scrypt with its parameters and a salt of its own", async () => {
    const [first, second] = [await hashPassword("correct horse"), await hashPassword("correct horse")];
    expect(first).toMatch(/^scrypt\$131072\$8\$1\$[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=$/);
    expect(first).not.toBe(second);
  });

  it("is recognised, and another is not", async () => {
    const stored = await hashPassword("correct horse");
    expect(await verifyPassword("correct horse", stored)).toBe(true);
    expect(await verifyPassword("correct house", stored)).toBe(false);
    expect(await verifyPassword("", stored)).toBe(false);
  });

  it("is the same however the keyboard composes its letters", async () => {
    expect(await verifyPassword("caf\u0065\u0301", await hashPassword("caf\u00e9"))).toBe(true);
  });

  it("is checked with the parameters it was stored with", async () => {
    const salt = Buffer.from("0123456789abcdef");
    const key = scryptSync("old", salt, 32, { N: 16384, r: 8, p: 1 });
    const stored = `scrypt$16384$8$1$${salt.toString("base64")}$${key.toString("base64")}`;
    expect(await verifyPassword("old", stored)).toBe(true);
  });

  it.each(["", "plain", "scrypt$131072$8$1$$", "scrypt$99999999999$8$1$AAAA$AAAA", "scrypt$3$8$1$AAAA$AAAA", "bcrypt$4$8$1$AAAA$AAAA"])(
    "never matches the unreadable hash %j",
    async (stored) => {
      expect(await verifyPassword("anything", stored)).toBe(false);
    },
  );

  it("costs the same time for an unknown person", async () => {
    const stored = await hashPassword("correct horse");
    const time = async (check: () => Promise<boolean>) => {
      const started = performance.now();
      await check();
      return performance.now() - started;
    };
    const known = await time(() => verifyPassword("wrong", stored));
    const unknown = await time(() => verifyNobody("wrong"));
    // Both are the same computation; a skipped one would be a thousand times faster.
    expect(unknown / known).toBeGreaterThan(0.2);
    expect(unknown / known).toBeLessThan(5);
  });
});
