import type { Callbacks } from "./callbacks";
import { Limits } from "./limits";
import { MessageStore } from "./store";

export type Pace = "human" | "at-once";

export type SandboxOptions = {
  /** 0 = any free port. */
  port?: number;
  host?: string;
  login?: string;
  password?: string;
  apiKey?: string;
  pace?: Pace;
  /** Where statuses are told; none = nobody is told. */
  callbackUrl?: string;
  callbackSecret?: string;
  /** Remembers what was accepted across restarts. */
  stateFile?: string;
};

/** What may be made to go wrong with the next requests to one script. */
export type FaultKind = "drop" | "lose" | "slow" | "empty" | "html502" | "truncated" | "error" | "plain_error";

export type Fault = { script: string; kind: FaultKind; remaining: number; ms: number; code: number };

/** A line of what it received, for the page. */
export type Received = { at: number; script: string; messages: number; outcome: string };

const START_BALANCE = 5_000_000;
const RECEIVED_KEPT = 50;

/** All that the sandbox knows and may be told to do. */
export class World {
  readonly store = new MessageStore();
  readonly limits: Limits;
  /** Buckets of messages whose next step is due, by time; see `lifecycle.ts`. */
  readonly due = new Map<number, number[]>();
  pace: Pace;
  /** In hundredths. */
  balance = START_BALANCE;
  latencyMs = 0;
  nextId = 1;
  faults: Fault[] = [];
  received: Received[] = [];
  /** Requests by script, whatever became of them. */
  requests: Record<string, number> = {};
  callbacks: Callbacks | null = null;
  /** Messages changed since the last snapshot. */
  isDirty = false;
  private clockOffset = 0;

  constructor(
    readonly account: { login: string; password: string; apiKey: string },
    pace: Pace,
  ) {
    this.pace = pace;
    this.limits = new Limits(() => this.now());
  }

  /** Unix milliseconds by a clock that can be moved forward. */
  now(): number {
    return Date.now() + this.clockOffset;
  }

  moveClock(ms: number) {
    this.clockOffset += ms;
  }

  takeFault(script: string): Fault | null {
    const fault = this.faults.find((candidate) => candidate.script === script);
    if (!fault) return null;
    fault.remaining -= 1;
    if (fault.remaining <= 0) this.faults = this.faults.filter((candidate) => candidate !== fault);
    return fault;
  }

  note(script: string, messages: number, outcome: string) {
    this.requests[script] = (this.requests[script] ?? 0) + 1;
    this.received.push({ at: this.now(), script, messages, outcome });
    if (this.received.length > RECEIVED_KEPT) this.received.shift();
  }

  reset() {
    this.store.clear();
    this.due.clear();
    this.limits.enabled = true;
    this.limits.forget();
    this.balance = START_BALANCE;
    this.latencyMs = 0;
    this.nextId = 1;
    this.faults = [];
    this.received = [];
    this.requests = {};
    this.callbacks?.forget();
    this.isDirty = true;
  }
}
