import { Flood } from "./flood";

/** The gateway's rules, in literals of its own. Source: SMSC HTTP API, "Error 9 by script", "Blocking of an IP address". */
const SIMULTANEOUS = 15;
const SIMULTANEOUS_STATUS = 5;
/** The gateway's minute; a test may shorten it, and everything with it. */
const MINUTE_MS = 60_000;

/** How often a minute the same may be asked. Where the documentation is silent, three times, as nearly everywhere. */
const IDENTICAL_A_MINUTE = {
  send: 1,
  cost: 5,
  single_status: 5,
  jobs: 1,
  jobs_get: 3,
  phones: 3,
  users_chg: 3,
  senders: 3,
  templates: 3,
  get: 3,
  info: 3,
} as const;

/** How often a minute something of this sort may be asked, whatever it says. */
const ANY_A_MINUTE = { mass_status: 1, balance: 10, users_add: 3, senders_add: 5, info: 100 } as const;

const AUTH_ERRORS = 5;
const AUTH_WINDOW_MINUTES = 30;
const AUTH_BLOCK_MINUTES = 30;
const BAD_SENDS = 100;
const BAD_SENDS_WINDOW_MINUTES = 10;
const BAD_SENDS_BLOCK_MINUTES = 10;
type Identical = keyof typeof IDENTICAL_A_MINUTE;
type Any = keyof typeof ANY_A_MINUTE;

export type Breach =
  "simultaneous" | "simultaneous_status" | `identical_${Identical}` | Any | "single_status" | "authorisation" | "bad_sends" | "blocked" | "flood";

/** Counts what comes and says when a rule is broken. Breaches are counted even while nothing is refused for them. */
export class Limits {
  enabled = true;
  breaches: Partial<Record<Breach, number>> = {};
  /** Requests that kept their rule, by the rule's name. */
  kept: Record<string, number> = {};
  inFlight = 0;
  statusInFlight = 0;
  maxInFlight = 0;
  maxStatusInFlight = 0;
  private windows = new Map<string, number[]>();
  private authErrors: number[] = [];
  private badSends: number[] = [];
  private blockedUntil = 0;
  private lastSweep = 0;
  private readonly flood = new Flood();

  constructor(
    private readonly now: () => number,
    private readonly minuteMs: number = MINUTE_MS,
  ) {}

  /** Note a request that begins; true = more at a time than allowed. Call `leave` when it ends. */
  enter(isStatus: boolean): boolean {
    this.inFlight += 1;
    this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
    if (isStatus) {
      this.statusInFlight += 1;
      this.maxStatusInFlight = Math.max(this.maxStatusInFlight, this.statusInFlight);
    }
    if (isStatus && this.statusInFlight >= SIMULTANEOUS_STATUS) return this.breach("simultaneous_status");
    return this.inFlight >= SIMULTANEOUS ? this.breach("simultaneous") : false;
  }

  leave(isStatus: boolean) {
    this.inFlight -= 1;
    if (isStatus) this.statusInFlight -= 1;
  }

  isBlocked(): boolean {
    return this.now() < this.blockedUntil ? this.breach("blocked") : false;
  }

  /** Note a question; true = the same was asked too often. */
  identical(rule: Identical, key: string): boolean {
    if (this.passes(`${rule} ${key}`, IDENTICAL_A_MINUTE[rule])) return false;
    return this.breach(rule === "single_status" ? rule : `identical_${rule}`);
  }

  /** Note a question; true = too many of its sort. */
  any(rule: Any): boolean {
    return this.passes(`any ${rule}`, ANY_A_MINUTE[rule]) ? false : this.breach(rule);
  }

  /** Note a message to a subscriber; true = one too many without a pause. */
  isFlood(msisdn: number): boolean {
    return this.enabled && this.flood.passes(msisdn, Math.floor(this.now() / 1_000)) ? this.breach("flood") : false;
  }

  /** Note wrong credentials; five within half an hour block the address, unless the account lists it as its own. */
  wrongCredentials(isListed = false) {
    if (isListed) return;
    const now = this.now();
    this.authErrors = [...this.authErrors.filter((at) => now - at < AUTH_WINDOW_MINUTES * this.minuteMs), now];
    if (this.authErrors.length < AUTH_ERRORS) return;
    this.breach("authorisation");
    this.block(AUTH_BLOCK_MINUTES * this.minuteMs);
    this.authErrors = [];
  }

  /** Note how a send ended: wrong numbers and forbidden texts in a row block the address. */
  sendEnded(isBad: boolean) {
    if (!isBad) {
      this.badSends = [];
      return;
    }
    const now = this.now();
    this.badSends = [...this.badSends.filter((at) => now - at < BAD_SENDS_WINDOW_MINUTES * this.minuteMs), now];
    if (this.badSends.length < BAD_SENDS) return;
    this.breach("bad_sends");
    this.block(BAD_SENDS_BLOCK_MINUTES * this.minuteMs);
    this.badSends = [];
  }

  forget() {
    this.windows.clear();
    this.flood.forget();
    this.authErrors = [];
    this.badSends = [];
    this.blockedUntil = 0;
    this.breaches = {};
    this.kept = {};
    this.maxInFlight = this.inFlight;
    this.maxStatusInFlight = this.statusInFlight;
  }

  private block(ms: number) {
    if (this.enabled) this.blockedUntil = this.now() + ms;
  }

  private breach(kind: Breach): boolean {
    this.breaches[kind] = (this.breaches[kind] ?? 0) + 1;
    return this.enabled;
  }

  /** At most `allowed` a minute; what is refused does not count towards the next minute. */
  private passes(key: string, allowed: number): boolean {
    const now = this.now();
    this.sweep(now);
    const recent = (this.windows.get(key) ?? []).filter((at) => now - at < this.minuteMs);
    const passes = recent.length < allowed;
    if (passes) {
      recent.push(now);
      const rule = key.replace(/^any /, "").split(" ")[0] ?? key;
      this.kept[rule] = (this.kept[rule] ?? 0) + 1;
    }
    this.windows.set(key, recent);
    return passes;
  }

  private sweep(now: number) {
    if (now - this.lastSweep < this.minuteMs / 6) return;
    this.lastSweep = now;
    for (const [key, times] of this.windows) {
      if (now - (times.at(-1) ?? 0) >= this.minuteMs) this.windows.delete(key);
    }
  }
}
