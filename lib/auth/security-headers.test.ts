import { describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "@/lib/auth/security-headers";
import { addressOf } from "@/lib/auth/address";
import { demoSignInsAllowed } from "@/lib/operators/demo-sign-ins";

describe("the content policy of a page", () => {
  const policy = contentSecurityPolicy({ nonce: "abc", isDevelopment: false });

  it("runs only scripts that carry the nonce", () => {
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    expect(policy).not.toContain("unsafe-eval");
  });

  it("lets nobody frame the console or move its base", () => {
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
  });
});

describe("the address of a request", () => {
  it("is what the nearest proxy wrote, not what the sender claims", () => {
    expect(addressOf(new Headers({ "x-forwarded-for": "1.2.3.4, 10.0.0.7" }))).toBe("10.0.0.7");
    expect(addressOf(new Headers())).toBeNull();
  });
});

describe("demo sign-ins", () => {
  it.each(["127.0.0.1", "127.8.9.1", "localhost", "::1"])("work in the sandbox on %s", (HOST) => {
    expect(demoSignInsAllowed({ SIGNALBOX_GATEWAY: "sandbox", HOST })).toBe(true);
  });

  it.each(["0.0.0.0", "192.168.1.10", "console.example.org", "127.0.0.1.example.org", "::"])("do not work on %s", (HOST) => {
    expect(demoSignInsAllowed({ SIGNALBOX_GATEWAY: "sandbox", HOST })).toBe(false);
  });

  it("do not work beside a real account", () => {
    expect(demoSignInsAllowed({ SIGNALBOX_GATEWAY: "live", HOST: "127.0.0.1" })).toBe(false);
  });
});
