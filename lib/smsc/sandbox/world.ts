import { openCabinet, type Cabinet } from "./cabinet";
import type { Callbacks } from "./callbacks";
import type { Account } from "./credentials";
import { Limits } from "./limits";
import { MessageStore } from "./store";

/** `by-hand`: a message waits until a person at the page, or the control API, says what became of it. */
export type Pace = "human" | "at-once" | "by-hand";

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
  /** How long a minute of its limits is. */
  minuteMs?: number;
  /** Remembers what was accepted across restarts. */
  stateFile?: string;
};

/** What may be made to go wrong with the next requests to one script. */
export type FaultKind = "drop" | "lose" | "slow" | "late" | "empty" | "html502" | "truncated" | "error" | "plain_error";

export type Fault = { script: string; kind: FaultKind; remaining: number; ms: number; code: number };

/** A line of what it received, for the page. */
export type Received = { at: number; script: string; messages: number; outcome: string };

/** How the account and the gateway behave until somebody says otherwise. */
export type Settings = {
  /** Success without data is the bare text OK even under `fmt=3`. */
  isBareOk: boolean;
  /** Rows of status.php leave out `flag`, and `err` when it is 0. */
  isSparse: boolean;
  /** Test mode: nothing leaves and nothing is charged. */
  isVirtual: boolean;
  /** Every message is held (23) until the moderator decides. */
  moderates: boolean;
  /** Senders that are not in the cabinet are refused. */
  hasStrictSenders: boolean;
  /** In hundredths: how far the balance may go below zero. */
  credit: number;
  /** Addresses that may use the account; null = all. */
  allowedAddresses: string[] | null;
};

export const USUAL_SETTINGS: Settings = {
  isBareOk: false,
  isSparse: false,
  isVirtual: false,
  moderates: false,
  hasStrictSenders: false,
  credit: 0,
  allowedAddresses: null,
};

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
  spent = 0;
  paidIn = START_BALANCE;
  cabinet: Cabinet = openCabinet();
  settings: Settings = { ...USUAL_SETTINGS };
  latencyMs = 0;
  nextId = 1;
  faults: Fault[] = [];
  received: Received[] = [];
  /** Requests by script, whatever became of them. */
  requests: Record<string, number> = {};
  callbacks: Callbacks | null = null;
  /** Something changed since the last snapshot. */
  isDirty = false;
  /** Milliseconds that the clock was moved forward. */
  clockOffset = 0;

  constructor(
    readonly account: Account,
    pace: Pace,
    minuteMs?: number,
  ) {
    this.pace = pace;
    this.limits = new Limits(() => this.now(), minuteMs);
  }

  /** Unix milliseconds by a clock that can be moved forward. */
  now(): number {
    return Date.now() + this.clockOffset;
  }

  moveClock(ms: number) {
    this.clockOffset += ms;
    this.isDirty = true;
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
    this.balance = this.paidIn = START_BALANCE;
    this.spent = 0;
    this.cabinet = openCabinet();
    this.settings = { ...USUAL_SETTINGS };
    this.latencyMs = 0;
    this.nextId = 1;
    this.faults = [];
    this.received = [];
    this.requests = {};
    this.callbacks?.forget();
    this.isDirty = true;
  }
}
