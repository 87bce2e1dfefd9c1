import { command } from "./command";
import { decodeStatistics, type AccountStatistics } from "./history";
import { encodeDay, given, type WireParameters } from "./parameters";
import { decodeRows } from "./rows";

/** Whose statistics and of which days (`YYYY-MM-DD`); all sub-accounts when none is named. */
export type SubAccountFilter = {
  login?: string;
  subAccountId?: string;
  fromOn?: string;
  untilOn?: string;
  ofResellers?: boolean;
  withoutDeleted?: boolean;
  inOwnCurrency?: boolean;
  ofSecondBalance?: boolean;
};

const statistics = (verb: WireParameters) =>
  command<SubAccountFilter, AccountStatistics[]>({
    script: "users.php",
    verb,
    kind: "read",
    // Stated only for adding and changing; three identical is what holds for lists elsewhere.
    limits: [{ perMinute: 3 }],
    encode: ({ login, subAccountId, fromOn, untilOn, ofResellers, withoutDeleted, inOwnCurrency, ofSecondBalance }) =>
      given({
        user: login,
        user_id: subAccountId,
        start: encodeDay(fromOn),
        end: encodeDay(untilOn),
        reseller: ofResellers,
        hide_deleted: withoutDeleted,
        mycurr: inOwnCurrency,
        balance2: ofSecondBalance,
      }),
    facts: () => ({}),
    decode: (value) => decodeRows(value, decodeStatistics),
    refusals: { 3: () => [] },
  });

/** Sub-clients of the account; the console only reads them. Source: SMSC HTTP API, "users.php (sub-clients), documents.php". */
export const subAccounts = {
  /** What each sent and spent. */
  statistics: statistics({ get_stat: "1" }),
  /** The same in detail; the further columns are in `raw`. */
  detailedStatistics: statistics({ get_stat_all: "1" }),
};
