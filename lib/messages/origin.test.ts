import { describe, expect, it } from "vitest";
import { zoneOf } from "@/lib/messages/origin";

describe("the zone of a number", () => {
  it.each([
    ["3", "Etc/GMT-3", 15],
    ["+12", "Etc/GMT-12", 0],
    ["-5", "Etc/GMT+5", 7],
    ["0", "Etc/GMT", 12],
  ])("written %s is %s, where noon in Greenwich is %s o'clock", (written, zone, hour) => {
    expect(zoneOf(written)).toBe(zone);
    const said = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "numeric", hour12: false }).format(new Date("2026-11-27T12:00:00Z"));
    expect(Number(said) % 24).toBe(hour);
  });

  it.each([null, "", "15", "-13", "3.5", "Europe/Moscow", "1e1"])("written %s is none", (written) => {
    expect(zoneOf(written)).toBeNull();
  });
});
