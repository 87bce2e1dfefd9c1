import { describe, expect, it } from "vitest";
import { everyDay } from "@/lib/reports/every-day";

const day = { day: "2026-02-28", delivered: 3, failed: 1, open: 0 };

describe("the days of a chart", () => {
  it("are the reader's, the oldest first, each once, across the end of a month", () => {
    const days = everyDay([day], { now: new Date("2026-03-01T21:30:00Z"), timeZone: "Europe/Moscow", count: 4 });
    expect(days.map((each) => each.day)).toEqual(["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"]);
    expect(days[1]).toEqual(day);
    expect(days[3]).toEqual({ day: "2026-03-02", delivered: 0, failed: 0, open: 0 });
  });

  it("follow the zone: it is still yesterday further west", () => {
    const days = everyDay([], { now: new Date("2026-03-01T02:00:00Z"), timeZone: "America/New_York", count: 1 });
    expect(days.map((each) => each.day)).toEqual(["2026-02-28"]);
  });
});
