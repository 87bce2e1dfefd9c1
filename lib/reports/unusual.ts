/** Failures among messages that went somewhere. */
export type Rate = { failed: number; total: number };

/** Fewer messages of the day say nothing. */
const LEAST_MESSAGES = 50;
/** Standard errors between a chance and a fact: one false alarm in thirty thousand looks. */
const LEAST_Z = 4;
/** What is significant among a million need not matter: a share of failures this much higher does. */
const LEAST_MORE = 0.02;

/**
 * Whether a day's failures are unusual against those of the days before, by a test of two proportions. Of the messages of the
 * day those still under way count as not failed, so that it is said late rather than wrongly.
 * Source: the pooled two-proportion z-test, NIST/SEMATECH e-Handbook of Statistical Methods, 7.3.3.
 */
export function isUnusual(day: Rate, before: Rate): boolean {
  if (day.total < LEAST_MESSAGES || before.total < LEAST_MESSAGES) return false;
  const [now, norm] = [day.failed / day.total, before.failed / before.total];
  if (now - norm < LEAST_MORE) return false;
  const pooled = (day.failed + before.failed) / (day.total + before.total);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / day.total + 1 / before.total));
  return error > 0 && (now - norm) / error >= LEAST_Z;
}
