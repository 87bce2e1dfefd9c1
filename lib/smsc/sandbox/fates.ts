/**
 * What becomes of a message, chosen by the last two digits of its number.
 *
 * | ending | what happens |
 * | --- | --- |
 * | 02 | delivered, then read (2): a demonstration, SMS do not report it |
 * | 03 | expired (3), the phone stayed off (err 6) |
 * | 04 | delivered, then link clicked (4): a demonstration |
 * | 20 | undeliverable (20), the phone was off (err 6) |
 * | 21 | undeliverable (20) at once, no such subscriber (err 1) |
 * | 22 | wrong number (22, err 249), refused at submission |
 * | 23 | held by the moderator (23, err 253), released, delivered |
 * | 24 | insufficient funds (24) |
 * | 25 | number unavailable (25, err 248) |
 * | 30 | accepted, charged and delivered, but never known to status.php (-3) and never called back: history alone knows |
 * | 31 | stopped (-2) as by a person in the cabinet, until released there or for a while, then delivered |
 * | 32 | waits (-1) for minutes, then delivered |
 * | 33 | with the carrier (0) for minutes, then delivered |
 * | 53 | held (23, err 253) and rejected by the moderator |
 * | 90 … 94 | delivered late, after one to three minutes |
 * | all others | delivered within half a minute |
 *
 * At once, every message has its last status the moment it is accepted; only ending 31 shows -2 first.
 */
export type Step = {
  /** Seconds after the step before, from … to; where in between is fixed for each message. */
  after: readonly [from: number, to: number];
  status: number;
  err: number;
};

export type Fate = readonly Step[];

export const STOPPED = -2;
export const WAITING = -1;
/** Ending 22: never enters the lifecycle. */
export const REFUSED_ENDING = 22;
/** Ending 30: delivered, and denied ever after. */
export const UNKNOWN_ENDING = 30;
/** Seconds that ending 31 stays stopped when everything else happens at once. */
export const STOPPED_AT_ONCE_SECONDS = 10;

const taken: Step = { after: [1, 3], status: 0, err: 0 };
const delivered: Step = { after: [2, 30], status: 1, err: 0 };

const PLAIN: Fate = [taken, delivered];
const LATE: Fate = [taken, { after: [60, 180], status: 1, err: 0 }];

const SPECIAL: Readonly<Record<number, Fate>> = {
  2: [taken, delivered, { after: [5, 20], status: 2, err: 0 }],
  3: [taken, { after: [20, 30], status: 3, err: 6 }],
  4: [taken, delivered, { after: [5, 20], status: 4, err: 0 }],
  20: [taken, { after: [5, 30], status: 20, err: 6 }],
  21: [taken, { after: [1, 2], status: 20, err: 1 }],
  [REFUSED_ENDING]: [],
  23: [{ after: [1, 3], status: 23, err: 253 }, { after: [15, 40], status: 0, err: 0 }, delivered],
  24: [{ after: [1, 3], status: 24, err: 0 }],
  25: [{ after: [1, 3], status: 25, err: 248 }],
  31: [{ after: [0, 1], status: STOPPED, err: 0 }, { after: [90, 150], status: 0, err: 0 }, delivered],
  32: [{ after: [120, 300], status: 0, err: 0 }, delivered],
  33: [taken, { after: [120, 300], status: 1, err: 0 }],
  53: [{ after: [1, 3], status: 23, err: 253 }],
  90: LATE,
  91: LATE,
  92: LATE,
  93: LATE,
  94: LATE,
};

const FATES: readonly Fate[] = Array.from({ length: 100 }, (_, ending) => SPECIAL[ending] ?? PLAIN);

/** What decides a message's fate in place of the ending of its number. Kept in a column of the store. */
export const COURSE = {
  byNumber: 0,
  /** On the account's black list. */
  blackListed: 1,
  /** More than fifty messages to one subscriber without a pause. */
  flood: 2,
  /** Held by the moderator until somebody decides. */
  held: 3,
  /** Released by the moderator. */
  released: 4,
  /** Sent virtually: nothing leaves, nothing is charged. */
  virtual: 5,
  hlr: 6,
  ping: 7,
  /** Refused at submission: it has no course. */
  refused: 8,
} as const;

const OTHER_COURSES: Readonly<Record<number, Fate>> = {
  [COURSE.blackListed]: [{ after: [1, 3], status: 23, err: 250 }],
  [COURSE.flood]: [{ after: [1, 3], status: 23, err: 251 }],
  [COURSE.held]: [{ after: [1, 3], status: 23, err: 253 }],
  [COURSE.released]: [{ after: [1, 3], status: 0, err: 0 }, delivered],
  [COURSE.virtual]: [
    { after: [1, 2], status: 0, err: 200 },
    { after: [1, 5], status: 1, err: 200 },
  ],
  [COURSE.refused]: [],
};

/** The answer of a query is what its number would say to a message, without the way there. */
const QUERIES: readonly Fate[] = FATES.map((fate) => {
  const last = fate.at(-1);
  if (!last) return [];
  const isReachable = last.status < 20 && last.status !== 3;
  return [{ after: [1, 3], status: isReachable ? 1 : last.status, err: last.err }];
});

/** An invisible message cannot be read, nor its link clicked. */
const PINGS: readonly Fate[] = FATES.map((fate) => fate.filter(({ status }) => status !== 2 && status !== 4));

/** Give the steps that follow -1 for a number, or for the course a message was set on. */
export function fateOf(msisdn: number, course: number = COURSE.byNumber): Fate {
  const other = OTHER_COURSES[course];
  if (other) return other;
  const fates = course === COURSE.hlr ? QUERIES : course === COURSE.ping ? PINGS : FATES;
  return fates[msisdn % 100] ?? PLAIN;
}

/** Statuses that are not paid for: what was charged comes back. */
export function isRefunded(status: number): boolean {
  return status === 22 || status === 23 || status === 24 || status === 25;
}
