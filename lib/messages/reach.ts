import { lastMoscowHour } from "@/lib/messages/moscow-time";

const HOUR_MS = 3_600_000;

/** The gateway's documentation has a status asked for within one day of sending. Source: SMSC HTTP API, "How long statuses live". */
export const REACH_MS = 24 * HOUR_MS;
/** Open for so long, a message is urgent: a few hours later only the history may tell of it. */
export const URGENT_AFTER_MS = 20 * HOUR_MS;

/** When the gateway last moved messages to its archive: 03:00 Moscow time. */
export const lastMove = (at: Date): Date => lastMoscowHour(3, at);

/** Nothing younger is moved to the archive. */
export const LEAST_AGE_MS = 9 * HOUR_MS;

/** Final statuses from before that moment are in the archive: 18:00 of the day before the last move. */
export const archivedBefore = (at: Date): Date => new Date(lastMove(at).getTime() - LEAST_AGE_MS);

/**
 * What was claimed before that moment is to be asked about first: it is open for 20 hours, or the coming move to the
 * archive takes its end along, had it one before 18:00.
 */
export function urgentBefore(at: Date): Date {
  const aged = at.getTime() - URGENT_AFTER_MS;
  const [evening, move] = [lastMoscowHour(18, at).getTime(), lastMove(at).getTime()];
  return new Date(evening > move ? Math.max(aged, evening) : aged);
}
