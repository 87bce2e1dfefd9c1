const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The gateway's zone is three hours ahead of UTC, and keeps no summer time. */
const MOSCOW_HOURS = 3;

/** The day of a moment by Moscow's clocks, as `YYYY-MM-DD`. */
export const moscowDay = (at: Date): string => new Date(at.getTime() + MOSCOW_HOURS * HOUR_MS).toISOString().slice(0, 10);

/** The last moment at which Moscow's clocks showed this full hour. */
export function lastMoscowHour(hour: number, at: Date): Date {
  const shift = (hour - MOSCOW_HOURS) * HOUR_MS;
  return new Date(Math.floor((at.getTime() - shift) / DAY_MS) * DAY_MS + shift);
}
