import { sampleMsisdn } from "@/lib/testing/factories";

export const CONTACT_COUNT = 2_000;

/**
 * Last two digits, which choose the fate (see `lib/smsc/sandbox/fates.ts`), one for each contact by turns.
 *
 * Most contacts also meet the fates that last: unknown to the gateway (30: -3), stopped there (31: -2), waiting (32: -1)
 * and with the carrier for minutes (33: 0), so that a mailing under way shows every code that is not final.
 */
const LASTING = turns(50, { 3: 33, 7: 32, 9: 30, 12: 3, 15: 33, 18: 31, 21: 20, 24: 90, 27: 32, 31: 33, 35: 25, 39: 23, 43: 32, 47: 2 });
/** From here on: the ends alone, each of them, so that a mailing completes within a minute and shows every final code. */
const SETTLING_FROM = 1_700;
const SETTLING = turns(60, { 4: 2, 10: 4, 16: 3, 22: 20, 28: 21, 34: 22, 40: 24, 46: 25, 52: 53 });

function turns(length: number, special: Record<number, number>): number[] {
  // 50 … 52 and 60 … 89 are delivered within half a minute.
  return Array.from({ length }, (_, index) => special[index] ?? 60 + ((index * 7) % 30));
}

/** The number of the n-th contact; they rise with n. */
export function msisdnOfContact(n: number): string {
  const endings = n < SETTLING_FROM ? LASTING : SETTLING;
  return sampleMsisdn(100 * (n + 1) + (endings[n % endings.length] ?? 60));
}
