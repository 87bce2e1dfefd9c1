import type { Outcomes } from "@/lib/reports/reads";

type Day = Outcomes & { day: string };

/** The last days of the reader's calendar, the oldest first, each once; a day without a mailing has zeros. */
export function everyDay(days: readonly Day[], { now, timeZone, count }: { now: Date; timeZone: string; count: number }): Day[] {
  // A locale that writes dates as ISO does.
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone }).format(now);
  const known = new Map(days.map((day) => [day.day, day]));
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(`${today}T12:00:00Z`);
    at.setUTCDate(at.getUTCDate() - (count - 1 - index));
    const day = at.toISOString().slice(0, 10);
    return known.get(day) ?? { day, delivered: 0, failed: 0, open: 0 };
  });
}
