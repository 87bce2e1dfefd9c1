import { describe, expect, it } from "vitest";
import { codeOf, messageState } from "@/lib/messages/lifecycle";

const silent = { status: null, skipReason: null, endedAs: null };

describe("what a message is", () => {
  it("is its own status before anything else", () => {
    expect(messageState({ status: 1, skipReason: "suppressed", endedAs: null }, "queued", "paused")).toEqual({ code: 1 });
    expect(messageState({ status: -3, skipReason: null, endedAs: null }, "accepted", "sending")).toEqual({ code: -3 });
  });
  it("has ended without a final status, whatever was said of it before", () => {
    expect(messageState({ status: 0, skipReason: null, endedAs: "unseen" }, "accepted", "sending")).toBe("archived_unseen");
    expect(messageState({ status: null, skipReason: null, endedAs: "no_final" }, "accepted", "paused")).toBe("no_final_status");
  });
  it("is skipped when it was left out, whatever its mailing does", () => {
    expect(messageState({ status: null, skipReason: "suppressed", endedAs: null }, null, "paused")).toBe("skipped");
  });
  it("is stopped, with the gateway's own code, while it waits in a paused mailing", () => {
    const state = messageState(silent, "queued", "paused");
    expect(state).toBe("stopped");
    expect(codeOf(state)).toBe(-2);
  });
  it("was never stopped once it had left", () => {
    for (const submission of ["submitting", "accepted", "unconfirmed", "refused"] as const) {
      expect(codeOf(messageState(silent, submission, "paused"))).toBeNull();
    }
  });
  it.each([
    ["queued", "sending", "planned"],
    ["queued", "canceled", "withdrawn"],
    ["submitting", "sending", "leaving"],
    ["accepted", "sending", "at_gateway"],
    ["accepted", "canceled", "at_gateway"],
    ["unconfirmed", "sending", "unconfirmed"],
    ["refused", "sending", "refused"],
  ] as const)("of a submission %s in a mailing %s is %s", (submission, mailing, expected) => {
    expect(messageState(silent, submission, mailing)).toBe(expected);
  });
});
