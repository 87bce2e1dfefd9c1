import { describe, expect, it } from "vitest";
import { landingOf, NAVIGATION, navigationOf, ownPath } from "@/lib/auth/navigation";
import { can, canSteer, PERMISSIONS, ROLES, type Permission } from "@/lib/auth/permissions";

/** Written out by hand from the design, so that a slip in the table is seen here. */
const EXPECTED: Record<string, readonly Permission[]> = {
  support: ["message.look_up", "message.ask", "message.reveal", "reply.read", "reply.handle", "suppression.read", "suppression.add"],
  marketer: [
    "message.look_up",
    "message.ask",
    "message.reveal",
    "message.send_test",
    "reply.read",
    "reply.handle",
    "stop_words.write",
    "suppression.read",
    "suppression.add",
    "suppression.export",
    "contact.read",
    "contact.write",
    "contact.import",
    "contact.export",
    "list.read",
    "list.write",
    "mailing.read",
    "mailing.compose",
    "mailing.launch",
    "mailing.steer_own",
    "mailing.export",
    "hlr.run",
    "suppression.quarantine",
    "hlr.read",
    "balance.read",
    "balance.refresh",
  ],
  operator: [
    "message.look_up",
    "message.ask",
    "message.reveal",
    "message.answer",
    "message.send_single",
    "reply.read",
    "reply.handle",
    "suppression.read",
    "suppression.add",
    "suppression.export",
    "contact.read",
    "list.read",
    "mailing.read",
    "mailing.launch",
    "mailing.steer_own",
    "mailing.steer",
    "mailing.export",
    "hlr.read",
    "balance.read",
    "balance.refresh",
  ],
  admin: Object.keys(PERMISSIONS) as Permission[],
};

describe("the permission table", () => {
  for (const role of ROLES) {
    it(`gives the role ${role} exactly what the design gives it`, () => {
      const allowed = (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => can(role, permission));
      expect(allowed.sort()).toEqual([...(EXPECTED[role] ?? [])].sort());
    });
  }

  it("lets a marketer steer only their own mailings", () => {
    const marketer = { id: 7, role: "marketer" } as const;
    expect(canSteer(marketer, { createdById: 7 })).toBe(true);
    expect(canSteer(marketer, { createdById: 8 })).toBe(false);
    expect(canSteer(marketer, { createdById: null })).toBe(false);
  });

  it("lets an operator steer any mailing and support none", () => {
    expect(canSteer({ id: 1, role: "operator" }, { createdById: 2 })).toBe(true);
    expect(canSteer({ id: 1, role: "support" }, { createdById: 1 })).toBe(false);
  });
});

describe("the side bar", () => {
  it("shows support only what support may open", () => {
    expect(navigationOf("support").map(({ key }) => key)).toEqual(["look_up", "replies", "suppression", "statuses"]);
  });

  it("shows the administrator everything", () => {
    expect(navigationOf("admin", true)).toHaveLength(NAVIGATION.length);
    expect(navigationOf("admin").map(({ key }) => key)).not.toContain("design");
  });

  it("leads every role to a page that it may open", () => {
    for (const role of ROLES) expect(navigationOf(role).map(({ href }) => href)).toContain(landingOf(role));
  });
});

describe("the way back after signing in", () => {
  it("leads to a path of this console", () => {
    expect(ownPath("/mailings/12?code=25")).toBe("/mailings/12?code=25");
  });

  it.each(["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)", "", null, "/..//evil.example"])(
    "never leads to %j",
    (path) => {
      expect(ownPath(path)).toBeNull();
    },
  );
});
