import { redirect } from "next/navigation";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { perform } from "@/lib/auth/perform";
import type { Role } from "@/lib/auth/permissions";
import { err, ok } from "@/lib/errors";

const person = (role: Role) => ({ id: 3, name: "Demo", email: "demo@demo.test", role, locale: "en" });
const schema = z.object({ mailingId: z.coerce.number().int() });

const call = (role: Role | null, given: unknown) => ({
  findOperator: () => Promise.resolve(role && person(role)),
  given,
  address: "127.0.0.1",
});

describe("a server action", () => {
  it("hands the deed who asks, what they entered, checked, and where from", async () => {
    const answer = await perform(
      { permission: "mailing.steer", schema, deed: (context) => Promise.resolve(ok(context)) },
      call("operator", { mailingId: "12", role: "admin" }),
    );
    expect(answer).toEqual(ok({ operator: person("operator"), input: { mailingId: 12 }, address: "127.0.0.1" }));
  });

  it("refuses whom it does not know, before anything else", async () => {
    const answer = await perform({ permission: null, schema, deed: () => Promise.resolve(ok()) }, call(null, "nonsense"));
    expect(answer).toEqual(err({ code: "auth.signed_out" }));
  });

  it("refuses who may not, before it looks at the input", async () => {
    const answer = await perform({ permission: "mailing.steer", schema, deed: () => Promise.resolve(ok()) }, call("support", "nonsense"));
    expect(answer).toEqual(err({ code: "auth.forbidden" }));
  });

  it("refuses an unsound input with a code at the field", async () => {
    const answer = await perform({ permission: "mailing.steer", schema, deed: () => Promise.resolve(ok()) }, call("admin", { mailingId: "twelve" }));
    expect(answer).toEqual({ ok: false, error: { code: "input.invalid", fields: { mailingId: "invalid" } } });
  });

  it("passes a refusal of the command on", async () => {
    const answer = await perform(
      {
        permission: null,
        schema,
        deed: () => Promise.resolve(err({ code: "mailing.cannot_pause", state: "completed" })),
      },
      call("admin", { mailingId: 1 }),
    );
    expect(answer).toEqual(err({ code: "mailing.cannot_pause", state: "completed" }));
  });

  it("lets a redirect pass", async () => {
    const answer = perform(
      {
        permission: null,
        schema,
        deed: () => {
          redirect("/mailings/1");
        },
      },
      call("admin", { mailingId: 1 }),
    );
    await expect(answer).rejects.toThrow("NEXT_REDIRECT");
  });

  it("never answers with the server's own words", async () => {
    const answer = await perform(
      {
        permission: null,
        schema,
        deed: () => Promise.reject(new Error("password authentication failed for user signalbox")),
      },
      call("admin", { mailingId: 1 }),
    );
    expect(answer).toEqual({
      ok: false,
      error: { code: "unexpected", reference: expect.stringMatching(/^[0-9a-f]{8}$/) as unknown },
    });
  });
});
