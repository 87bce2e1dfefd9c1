import type { Pool } from "pg";
import { REQUEST_TIMEOUT_MS } from "@/lib/smsc/client";
import { createEndings } from "@/lib/smsc/endings";
import type { Allowance, Demand } from "@/lib/smsc/limits";
import { createQueue } from "@/lib/smsc/place-queue";
import { scaled } from "@/lib/time-scale";

/** Why a request was not made. `until`: when it may be tried again; null when a person must act. */
export type GovernorReason = "breaker" | "budget" | "slot";

/** The request was not made, so that a limit of the gateway is kept. Nothing left. */
export class GovernorRefusal extends Error {
  constructor(
    readonly reason: GovernorReason,
    readonly what: string,
    readonly until: Date | null,
  ) {
    super(`The gateway was not asked: ${reason} (${what}).`);
    this.name = "GovernorRefusal";
  }
}

/** Settings that the database knows to be older than its own; read them anew and ask again. */
export class StaleSettings extends Error {}

/** Leave to make one request. */
export type Ticket = {
  slot: number | null;
  allowances: readonly Allowance[];
  /** When each of its uses stops counting should nobody say how it ended, as the database wrote it. */
  ends: readonly string[];
  /** What the request proves, it proves for this epoch of the breaker. */
  epoch: number;
  isProbe: boolean;
  /** Erroneous sends in a row before it. */
  refusals: number;
  /** By `performance.now()`; a process that was stopped and wakes finds its place given away. */
  mustLeaveBefore: number;
};

export type Who = { holder: string; version: number | null; settings: string };

export type Admission = {
  /** Leave for one request, or `GovernorRefusal`. Waits for a place, ten seconds at most. */
  enter(who: Who, demand: Demand): Promise<Ticket>;
  /** A place to send many from; null while all are taken or nothing is proven. */
  takeLane(who: Who, places: readonly number[]): Promise<number | null>;
  /** Whether requests of these settings are let through without a probe. */
  isProven(who: Who): Promise<boolean>;
  /** Leave for one more request from a lane; null when its place was lost. */
  enterLane(who: Who, slot: number, allowances: readonly Allowance[]): Promise<Ticket | null>;
  /** Use allowances for a request that follows; gives the milliseconds to wait instead when one is used up. */
  reserve(allowances: readonly Allowance[]): Promise<{ ends: readonly string[]; waitMs: number }>;
  /** The request is over; `left` false when certainly no byte of it went out. */
  finish(holder: string, ticket: Pick<Ticket, "slot" | "allowances" | "ends">, left: boolean): void;
  /** Write what is not written yet. */
  flush(): Promise<void>;
};

/** Longer than any request takes: a place outlives whoever died with it. */
const HOLD_MS = REQUEST_TIMEOUT_MS + scaled(10_000, 500);
const LEAVE_WITHIN_MS = scaled(5_000, 1_000);
/** By so much a minute is taken longer: two clocks, ours and the gateway's, never run alike. */
const CLOCK_MARGIN = 1.01;

type Row = {
  verdict: "pass" | "stale" | "barred" | "probing" | "unproven" | "budget" | "slot" | "lost";
  cause: string | null;
  waitMs: number | null;
  slot: number | null;
  ends: string[];
  epoch: number;
  isProbe: boolean;
  refusals: number;
};

type Wish = { who: Who | null; mayProbe: boolean; places: readonly number[]; held: number | null; allowances: readonly Allowance[] };

// One value goes and one comes back: eleven parameters and eight columns would take longer to write and read than the rest.
const ADMIT = `
  select json_build_object('verdict', o_verdict, 'cause', o_cause, 'waitMs', o_wait_ms, 'slot', o_slot, 'ends', o_ends,
    'epoch', o_epoch, 'isProbe', o_is_probe, 'refusals', o_refusals) as answer
  from json_to_record($1) as wish (version integer, settings text, "mayProbe" boolean, holder text, "holdMs" integer,
      "windowMs" integer, places integer[], held integer, keys text[], limits integer[], done jsonb),
    gateway_admit(version, settings, "mayProbe", holder, "holdMs", "windowMs", places, held, keys, limits, done)`;

/** The one door to the gateway for all processes, kept by the database: see `gateway_admit` in the migrations. */
export function createAdmission(pool: Pool, minuteMs: number): Admission {
  const windowMs = Math.ceil(minuteMs * CLOCK_MARGIN);
  const queue = createQueue();
  const over = createEndings(pool, windowMs);

  async function ask({ who, mayProbe, places, held, allowances }: Wish): Promise<Row> {
    const keys = allowances.map(({ key }) => key);
    const limits = allowances.map(({ perMinute }) => perMinute);
    const { rows } = await over.carry((done) =>
      pool.query<{ answer: Row }>({
        name: "gateway_admit",
        text: ADMIT,
        values: [JSON.stringify({ ...who, mayProbe, holdMs: HOLD_MS, windowMs, places, held, keys, limits, done })],
      }),
    );
    const row = rows[0];
    if (!row) throw new Error("The gateway's state has no row: the migrations were not applied.");
    return row.answer;
  }

  /** The ticket of an answer; null without a place. Every other refusal is thrown. */
  function read(row: Row, askedAt: number, allowances: readonly Allowance[]): Ticket | null {
    const { verdict, cause, waitMs, slot, ends, epoch, isProbe, refusals } = row;
    const until = waitMs === null ? null : new Date(Date.now() + Math.max(1, waitMs));
    switch (verdict) {
      case "pass":
        return { slot, allowances, ends, epoch, isProbe, refusals, mustLeaveBefore: askedAt + LEAVE_WITHIN_MS };
      case "slot":
      case "lost":
        return null;
      case "stale":
        throw new StaleSettings("The settings of the connection have changed.");
      case "budget":
        throw new GovernorRefusal("budget", (cause ?? "").split(":")[0] ?? "", until);
      case "barred":
        throw new GovernorRefusal("breaker", cause ?? "open", until);
      default:
        throw new GovernorRefusal("breaker", "probing", new Date(Date.now() + 1_000));
    }
  }

  return {
    enter: async (who, { places, ...demand }) => {
      const allowances = sorted(demand.allowances);
      const attempt = async () => {
        const askedAt = performance.now();
        return read(await ask({ who, mayProbe: true, places, held: null, allowances }), askedAt, allowances);
      };
      const at = String(places[0]);
      // Who waits in this process waits in one line: one of them looks, the others do not burden the database.
      const ticket = (queue.isEmpty(at) ? await attempt() : null) ?? (await queue.wait(at, attempt));
      if (!ticket) throw new GovernorRefusal("slot", at, new Date(Date.now() + 1_000));
      return ticket;
    },
    takeLane: async (who, places) => {
      const { verdict, slot } = await ask({ who, mayProbe: false, places, held: null, allowances: [] });
      if (verdict === "stale") throw new StaleSettings("The settings of the connection have changed.");
      return verdict === "pass" ? slot : null;
    },
    isProven: async (who) => {
      const { verdict } = await ask({ who, mayProbe: false, places: [], held: null, allowances: [] });
      if (verdict === "stale") throw new StaleSettings("The settings of the connection have changed.");
      return verdict === "pass";
    },
    enterLane: async (who, slot, allowances) => {
      const askedAt = performance.now();
      return read(await ask({ who, mayProbe: false, places: [], held: slot, allowances }), askedAt, allowances);
    },
    reserve: async (allowances) => {
      const { verdict, ends, waitMs } = await ask({ who: null, mayProbe: false, places: [], held: null, allowances });
      return { ends, waitMs: verdict === "pass" ? 0 : Math.max(1, waitMs ?? windowMs) };
    },
    finish: (holder, { slot, allowances, ends }, left) => {
      over.add({ slot, holder, keys: allowances.map(({ key }) => key), ends, left });
      queue.nudge();
    },
    flush: () => over.flush(),
  };
}

/** Two requests that lock the same allowances lock them in the same order. */
const sorted = (allowances: readonly Allowance[]) => (allowances.length > 1 ? [...allowances].sort((a, b) => (a.key < b.key ? -1 : 1)) : allowances);
