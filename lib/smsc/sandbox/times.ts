import type { Parameters } from "./parameters";

/** Moments as the gateway reads them. Source: SMSC HTTP API, "Time formats and zones". */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Moscow, without summer time. */
const MOSCOW = 3 * HOUR;

/** Read `time`: a moment, the present when it names none or a past one; null when it is malformed. `tz` counts from Moscow. */
export function readTime(time: string, tz: number, now: number): number | null {
  if (time === "" || time === "0") return now;
  const unix = /^0(\d{9,11})$/.exec(time);
  // Ten digits with a zero in front may be a date of the first nine days: eleven make a unix time.
  if (unix && time.length > 10) return Math.max(now, Number(unix[1]) * 1_000);
  const inMinutes = /^\+(\d{1,6})$/.exec(time);
  if (inMinutes) return now + Number(inMinutes[1]) * MINUTE;
  const hours = /^(\d{1,2})-(\d{1,2})$/.exec(time);
  if (hours) return readHours(Number(hours[1]), Number(hours[2]), tz, now);
  const at = readFullDate(time, tz);
  return at === null ? null : Math.max(now, at);
}

/** Say whether `time` names a date: only then a line of `list` may have a zone of its own. */
export function isFullDate(time: string): boolean {
  return DATE.test(time);
}

const DATE = /^(\d{2})\.?(\d{2})\.?(\d{2}) ?(\d{2}):?(\d{2})$/;

function readFullDate(time: string, tz: number): number | null {
  const parts = DATE.exec(time)?.slice(1).map(Number);
  if (!parts) return null;
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = parts;
  const at = Date.UTC(2000 + year, month - 1, day, hour, minute);
  const back = new Date(at);
  const isReal = back.getUTCDate() === day && back.getUTCMonth() === month - 1 && hour < 24 && minute < 60;
  return isReal ? at - MOSCOW - tz * HOUR : null;
}

function readHours(from: number, to: number, tz: number, now: number): number | null {
  if (from > 24 || to > 24 || from >= to) return null;
  const local = now + MOSCOW + tz * HOUR;
  const midnight = Math.floor(local / DAY) * DAY;
  const hour = (local - midnight) / HOUR;
  if (hour >= from && hour < to) return now;
  return now + (midnight + (hour < from ? 0 : DAY) + from * HOUR - local);
}

/**
 * Give when a periodic mailing goes out again: 1 hourly, 2 daily, 3 on working days, 4 on weekends, 5 weekly, 6 monthly,
 * 7 yearly, by the calendar of Moscow. Source: SMSC HTTP API, "Parameters of add".
 */
export function nextRepeat(at: number, rule: number): number {
  if (rule === 1) return at + HOUR;
  if (rule === 6 || rule === 7) {
    const local = new Date(at + MOSCOW);
    local.setUTCMonth(local.getUTCMonth() + (rule === 6 ? 1 : 12));
    return local.getTime() - MOSCOW;
  }
  let next = at + (rule === 5 ? 7 * DAY : DAY);
  const isWeekend = () => [0, 6].includes(new Date(next + MOSCOW).getUTCDay());
  while ((rule === 3 && isWeekend()) || (rule === 4 && !isWeekend())) next += DAY;
  return next;
}

const DEFAULT_LIFE = 24 * HOUR;

/** Read `valid`: whole hours, or `hh:mm` up to 24:00; null when it is malformed. */
export function readLife(valid: string): number | null {
  if (valid === "" || valid === "0") return DEFAULT_LIFE;
  const parts = /^(\d{1,2})(?::(\d{2}))?$/.exec(valid);
  if (!parts || Number(parts[2] ?? 0) > 59) return null;
  const life = Number(parts[1]) * HOUR + Number(parts[2] ?? 0) * MINUTE;
  return life >= MINUTE && life <= DEFAULT_LIFE ? life : null;
}

const DEFAULT_FREQUENCY_MINUTES = 60;

/** Read how a sending is stretched: groups of equal size, `freq` minutes apart, over `period` hours. Null = all at once. */
export function readStretch(parameters: Parameters): { periodMinutes: number; everyMinutes: number } | null {
  const period = Number(parameters.get("period"));
  if (!(period >= 0.1 && period <= 720)) return null;
  const every = Number(parameters.get("freq")) || DEFAULT_FREQUENCY_MINUTES;
  return { periodMinutes: period * 60, everyMinutes: Math.min(Math.max(every, 1), 1_440) };
}

/** When each of `count` messages leaves. */
export function stretch(startsAt: number, count: number, { periodMinutes, everyMinutes }: { periodMinutes: number; everyMinutes: number }): number[] {
  const groups = Math.max(1, Math.floor(periodMinutes / everyMinutes));
  const size = Math.ceil(count / groups);
  return Array.from({ length: count }, (_, index) => startsAt + Math.floor(index / size) * everyMinutes * MINUTE);
}

/** Write a moment as the gateway writes dates: Moscow time, `DD.MM.YYYY hh:mm:ss`. */
export function moscowDate(at: number): string {
  const iso = new Date(at + MOSCOW).toISOString();
  return `${iso.slice(8, 10)}.${iso.slice(5, 7)}.${iso.slice(0, 4)} ${iso.slice(11, 19)}`;
}

/** Midnight in Moscow of the day of a moment. */
export function moscowMidnight(at: number): number {
  return Math.floor((at + MOSCOW) / DAY) * DAY - MOSCOW;
}

/** Read the `dd.mm.yyyy` of a period: its midnight in Moscow, null when it is no date. */
export function readDay(text: string): number | null {
  const [, day, month, year] = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text) ?? [];
  if (day === undefined) return null;
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day));
  return new Date(at).getUTCDate() === Number(day) ? at - MOSCOW : null;
}

/** The end of the day that begins at this midnight. */
export function endOfDay(midnight: number): number {
  return midnight + DAY;
}

/**
 * Give the moment before which a final status has left for the archive: at 03:00 Moscow time go those of before 18:00
 * of the previous day. Source: SMSC HTTP API, "How long statuses live".
 */
export function archivedBefore(now: number): number {
  const today = moscowMidnight(now);
  const lastMove = now >= today + 3 * HOUR ? today + 3 * HOUR : today - 21 * HOUR;
  return lastMove - 9 * HOUR;
}
