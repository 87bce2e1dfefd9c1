import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { pool } from "@/lib/db";

export type Allowance = { allowed: true } | { allowed: false; waitSeconds: number };

export type RateLimit = {
  /** Spend one point of this key, or learn how long to wait. */
  spend(key: string): Promise<Allowance>;
  /** Give a point back: the deed turned out to be harmless. */
  giveBack(key: string): Promise<void>;
  /** Forget what was spent. */
  forget(key: string): Promise<void>;
};

/**
 * Limit a deed to `points` per `seconds` and key, counted in PostgreSQL for all processes together.
 *
 * Fails closed: when the database cannot be asked, `spend` throws.
 */
export function rateLimit({ name, points, seconds }: { name: string; points: number; seconds: number }): RateLimit {
  let made: RateLimiterPostgres | undefined;
  const limiter = () =>
    (made ??= new RateLimiterPostgres({
      storeClient: pool,
      storeType: "pool",
      tableName: "rate_limit",
      tableCreated: true,
      keyPrefix: name,
      points,
      duration: seconds,
    }));
  return {
    async spend(key) {
      try {
        await limiter().consume(key);
        return { allowed: true };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return { allowed: false, waitSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
      }
    },
    async giveBack(key) {
      await limiter().reward(key);
    },
    async forget(key) {
      await limiter().delete(key);
    },
  };
}
