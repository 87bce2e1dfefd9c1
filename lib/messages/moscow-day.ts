const MOSCOW_MS = 3 * 3_600_000;

/** The day of a moment in the gateway's zone, as `YYYY-MM-DD`; Moscow keeps no summer time. */
export const moscowDay = (at: Date): string => new Date(at.getTime() + MOSCOW_MS).toISOString().slice(0, 10);
