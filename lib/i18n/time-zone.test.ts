import { describe, expect, it } from "vitest";
import { offsetsOf, ownOffsets } from "@/lib/i18n/time-zone";

describe("the offsets of a zone", () => {
  it("are counted as Date counts them, in winter and in summer, half hours too", () => {
    expect(offsetsOf("Europe/Moscow", 2026)).toEqual([-180, -180]);
    expect(offsetsOf("Europe/Berlin", 2026)).toEqual([-60, -120]);
    expect(offsetsOf("America/New_York", 2026)).toEqual([300, 240]);
    expect(offsetsOf("Asia/Kolkata", 2026)).toEqual([-330, -330]);
    expect(offsetsOf("UTC", 2026)).toEqual([0, 0]);
    expect(offsetsOf("Europe/London", 2026)).toEqual([0, -60]);
  });

  it("are those of the process in its own zone", () => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect(ownOffsets(2026)).toEqual(offsetsOf(own, 2026));
  });
});
