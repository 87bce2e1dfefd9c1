import { describe, expect, it } from "vitest";
import { archivedBefore, lastMove, urgentBefore } from "@/lib/messages/reach";

/** A moment by Moscow's clock. */
const moscow = (text: string) => new Date(`${text}+03:00`);

describe("what status.php still knows", () => {
  it.each([
    ["2026-03-10T02:59:59", "2026-03-09T03:00:00", "2026-03-08T18:00:00"],
    ["2026-03-10T03:00:00", "2026-03-10T03:00:00", "2026-03-09T18:00:00"],
    ["2026-03-10T17:59:00", "2026-03-10T03:00:00", "2026-03-09T18:00:00"],
    ["2026-03-10T23:30:00", "2026-03-10T03:00:00", "2026-03-09T18:00:00"],
  ])("at %s moved last at %s, with finals from before %s", (at, moved, before) => {
    expect(lastMove(moscow(at))).toEqual(moscow(moved));
    expect(archivedBefore(moscow(at))).toEqual(moscow(before));
  });

  it.each([
    ["2026-03-10T12:00:00", "2026-03-09T16:00:00", "open for 20 hours"],
    ["2026-03-10T17:59:59", "2026-03-09T21:59:59", "open for 20 hours"],
    ["2026-03-10T18:00:00", "2026-03-10T18:00:00", "the coming night takes it"],
    ["2026-03-11T02:59:00", "2026-03-10T18:00:00", "the coming night takes it"],
    ["2026-03-11T03:00:00", "2026-03-10T07:00:00", "open for 20 hours"],
  ])("at %s is urgent of what was claimed before %s: %s", (at, before) => {
    expect(urgentBefore(moscow(at))).toEqual(moscow(before));
  });
});
