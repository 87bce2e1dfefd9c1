/** What a check found of a number, in its own words; worded in `hlr.verdict.*`. */
export const VERDICTS = ["reachable", "absent", "does_not_exist", "unknown"] as const;
export type Verdict = (typeof VERDICTS)[number];

export type CheckState = "running" | "stopped" | "completed";

/** Numbers that one check asks about at most. */
export const HLR_LIMIT = 10_000;

/** What was answered so many days ago is as good as new. */
export const RECENT_DAYS = 7;

/** Said of somebody whose phone is on. */
const REACHABLE = [1, 2, 4];
/** The number has a wrong length or code. */
const WRONG_NUMBER = 22;
const EXPIRED = 3;
const UNDELIVERABLE = 20;
/** Error numbers beside 20. Source: SMSC HTTP API, "Error codes of messages". */
const NO_SUBSCRIBER = 1;
/** Offline, no such service (also a landline), a fault of phone or SIM, blocked, a phone that cannot: the number exists. */
const ABSENT = [6, 11, 12, 13, 21];
/** Codes from here on are an end. */
const FIRST_FAILURE = 20;

/** What a status of the gateway and its error number say of a number; null while they say nothing yet. */
export function verdictOf(status: number | null, err: number | null): Verdict | null {
  if (status === null) return null;
  if (REACHABLE.includes(status)) return "reachable";
  if (status === WRONG_NUMBER || (status === UNDELIVERABLE && err === NO_SUBSCRIBER)) return "does_not_exist";
  if (status === EXPIRED || (status === UNDELIVERABLE && err !== null && ABSENT.includes(err))) return "absent";
  return status >= FIRST_FAILURE ? "unknown" : null;
}

/**
 * The same in SQL, of the message `m`, its submission `s` and its check `k`: also unknown are those that were never asked,
 * and those of whom nothing was said before the check ended.
 */
export const VERDICT_SQL = `
  case when m.status in (${REACHABLE.join()}) then 'reachable'
    when m.status = ${WRONG_NUMBER} or (m.status = ${UNDELIVERABLE} and m.err = ${NO_SUBSCRIBER}) then 'does_not_exist'
    when m.status = ${EXPIRED} or (m.status = ${UNDELIVERABLE} and m.err in (${ABSENT.join()})) then 'absent'
    when m.status >= ${FIRST_FAILURE} or m.skip_reason is not null or s.state = 'refused' or k.state = 'completed' then 'unknown'
  end`;

/** Read a verdict from a link; null is all. */
export function readVerdict(value: unknown): Verdict | null {
  return VERDICTS.find((verdict) => verdict === value) ?? null;
}

/** Whole days between an instant and now. */
export function daysSince(at: string, now: Date): number {
  return Math.floor((now.getTime() - Date.parse(at)) / 86_400_000);
}
