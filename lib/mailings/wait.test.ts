import { describe, expect, it } from "vitest";
import { endOfNight, waitOf, type WaitFacts } from "@/lib/mailings/wait";

const noon = new Date("2026-11-24T09:00:00Z");
const after = (seconds: number, from = noon) => new Date(from.getTime() + seconds * 1000);

/** A mailing that moves. */
const moving: WaitFacts = {
  state: "sending",
  now: noon,
  workerAgeSeconds: 1,
  breaker: "closed",
  breakerCause: null,
  breakerUntil: null,
  queued: 500,
  submitting: 100,
  heldAtGateway: 0,
  balance: 1_000,
  unitPrice: 3,
  nextDueAt: after(-60),
  paceAt: null,
  lastLeftAt: after(-1),
};
const wait = (facts: Partial<WaitFacts>) => waitOf({ ...moving, ...facts });
const allLeft = { queued: 0, submitting: 0, nextDueAt: null, lastLeftAt: after(-600) } as const;

describe("why a running mailing does not move", () => {
  it("is not said of one that moves, nor of one that does not run", () => {
    expect(wait({})).toBeNull();
    for (const state of ["draft", "scheduled", "paused", "canceled", "completed"] as const)
      expect(wait({ state, workerAgeSeconds: null })).toBeNull();
  });

  it.each<[string, Partial<WaitFacts>, object]>([
    ["no worker ever lived", { workerAgeSeconds: null }, { code: "no_worker", until: null }],
    ["the worker is dead, whatever else is wrong", { workerAgeSeconds: 9, breaker: "open", breakerCause: "blocked" }, { code: "no_worker" }],
    ["its messages are being written", { state: "planning" }, { code: "planning" }],
    [
      "the gateway blocks the address",
      { breaker: "open", breakerCause: "blocked", breakerUntil: after(1800) },
      { code: "gateway_blocked", until: after(1800).toISOString() },
    ],
    ["the gateway refuses the password", { breaker: "open", breakerCause: "credentials" }, { code: "gateway_credentials", until: null }],
    ["the gateway does not answer", { breaker: "open", breakerCause: "unreachable" }, { code: "gateway_unreachable" }],
    ["too many were refused", { breaker: "open", breakerCause: "refusals", breakerUntil: after(600) }, { code: "gateway_refusals" }],
    ["nothing is proven yet", { breaker: "probing" }, { code: "gateway_probing" }],
    ["the account is empty", { balance: 0 }, { code: "no_balance" }],
    ["the account does not pay for one more", { balance: 2.5 }, { code: "no_balance" }],
    ["its next slice is due later", { nextDueAt: after(3600) }, { code: "due", until: after(3600).toISOString(), count: 500 }],
    ["it keeps to its speed", { paceAt: after(5) }, { code: "speed", until: after(5).toISOString() }],
    ["others go first", { submitting: 0, lastLeftAt: after(-31) }, { code: "turn" }],
    ["all has left and the last statuses are on their way", { ...allLeft, heldAtGateway: 40 }, { code: "statuses" }],
  ])("is that %s", (_, facts, expected) => {
    expect(wait(facts)).toMatchObject(expected);
  });

  it("is the night, when the gateway holds what all has left: until its morning, for how many", () => {
    const night = new Date("2026-11-24T21:30:00Z");
    const facts = { ...allLeft, now: night, heldAtGateway: 3_112, lastLeftAt: after(-600, night) };
    expect(wait(facts)).toEqual({ code: "night", until: "2026-11-25T06:00:00.000Z", count: 3_112 });
    expect(wait({ ...facts, lastLeftAt: after(-10, night) })).toMatchObject({ code: "statuses" });
    expect(wait({ ...facts, heldAtGateway: 0 })).toMatchObject({ code: "statuses" });
  });
});

describe("the gateway's night", () => {
  it.each([
    ["2026-11-24T18:59:59Z", null],
    ["2026-11-24T19:00:00Z", "2026-11-25T06:00:00.000Z"],
    ["2026-11-25T05:59:59Z", "2026-11-25T06:00:00.000Z"],
    ["2026-11-25T06:00:00Z", null],
    ["2026-12-31T22:00:00Z", "2027-01-01T06:00:00.000Z"],
  ])("at %s ends at %s", (at, end) => {
    expect(endOfNight(new Date(at))?.toISOString() ?? null).toBe(end);
  });
});
