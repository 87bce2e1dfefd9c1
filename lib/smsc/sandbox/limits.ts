/** The gateway's rules, in literals of its own. Source: SMSC HTTP API, "Error 9 by script", "Blocking of an IP address". */
const SIMULTANEOUS = 15;
const SIMULTANEOUS_STATUS = 5;
const MINUTE_MS = 60_000;
const SINGLE_STATUS_A_MINUTE = 5;
const MASS_STATUS_A_MINUTE = 1;
const BALANCE_A_MINUTE = 10;
const COST_A_MINUTE = 5;
const AUTH_ERRORS = 5;
const AUTH_WINDOW_MS = 30 * MINUTE_MS;
const AUTH_BLOCK_MS = 30 * MINUTE_MS;
const BAD_SENDS = 100;
const BAD_SENDS_WINDOW_MS = 10 * MINUTE_MS;
const BAD_SENDS_BLOCK_MS = 10 * MINUTE_MS;

export type Breach =
  | "simultaneous"
  | "simultaneous_status"
  | "identical_send"
  | "identical_cost"
  | "single_status"
  | "mass_status"
  | "balance"
  | "authorisation"
  | "bad_sends"
  | "blocked";

/** Counts what comes and says when a rule is broken. Breaches are counted even while nothing is refused for them. */
export class Limits {
  enabled = true;
  breaches: Partial<Record<Breach, number>> = {};
  inFlight = 0;
  statusInFlight = 0;
  maxInFlight = 0;
  maxStatusInFlight = 0;
  private windows = new Map<string, number[]>();
  private authErrors: number[] = [];
  private badSends: number[] = [];
  private blockedUntil = 0;
  private lastSweep = 0;

  constructor(private readonly now: () => number) {}

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

  identicalSend(key: string): boolean {
    return this.passes(`send ${key}`, 1) ? false : this.breach("identical_send");
  }

  identicalCost(key: string): boolean {
    return this.passes(`cost ${key}`, COST_A_MINUTE) ? false : this.breach("identical_cost");
  }

  singleStatus(pair: string): boolean {
    return this.passes(`status ${pair}`, SINGLE_STATUS_A_MINUTE) ? false : this.breach("single_status");
  }

  massStatus(): boolean {
    return this.passes("mass", MASS_STATUS_A_MINUTE) ? false : this.breach("mass_status");
  }

  balance(): boolean {
    return this.passes("balance", BALANCE_A_MINUTE) ? false : this.breach("balance");
  }

  wrongCredentials() {
    const now = this.now();
    this.authErrors = [...this.authErrors.filter((at) => now - at < AUTH_WINDOW_MS), now];
    if (this.authErrors.length < AUTH_ERRORS) return;
    this.breach("authorisation");
    this.block(AUTH_BLOCK_MS);
    this.authErrors = [];
  }

  /** Note how a send ended: wrong numbers and forbidden texts in a row block the address. */
  sendEnded(isBad: boolean) {
    if (!isBad) {
      this.badSends = [];
      return;
    }
    const now = this.now();
    this.badSends = [...this.badSends.filter((at) => now - at < BAD_SENDS_WINDOW_MS), now];
    if (this.badSends.length < BAD_SENDS) return;
    this.breach("bad_sends");
    this.block(BAD_SENDS_BLOCK_MS);
    this.badSends = [];
  }

  forget() {
    this.windows.clear();
    this.authErrors = [];
    this.badSends = [];
    this.blockedUntil = 0;
    this.breaches = {};
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
    const recent = (this.windows.get(key) ?? []).filter((at) => now - at < MINUTE_MS);
    const passes = recent.length < allowed;
    if (passes) recent.push(now);
    this.windows.set(key, recent);
    return passes;
  }

  private sweep(now: number) {
    if (now - this.lastSweep < MINUTE_MS / 6) return;
    this.lastSweep = now;
    for (const [key, times] of this.windows) {
      if (now - (times.at(-1) ?? 0) >= MINUTE_MS) this.windows.delete(key);
    }
  }
}
