import { Pool } from "undici";
import { writeEvent, type Event } from "./callback-events";
import type { Incoming } from "./cabinet";
import { charsetOf } from "./charsets";
import type { World } from "./world";

const AT_A_TIME = 8;
/** Waits before each further try; after the last one the event is given up. How the gateway does it is not documented. */
const RETRY_AFTER_MS = [1_000, 3_000, 10_000, 30_000];
const TIMEOUT_MS = 10_000;

type Queued = { event: Event; tries: number };

/** Tells the account's handler what happens. Source: SMSC HTTP API, "Callbacks to the account's handler". */
export class Callbacks {
  enabled = true;
  delivered = 0;
  failed = 0;
  givenUp = 0;
  /** How often each event is told. */
  repeat = 1;
  /** The newest first instead of the oldest. */
  isReversed = false;
  retryAfterMs: readonly number[] = RETRY_AFTER_MS;
  private held = false;
  private queue: Queued[] = [];
  private head = 0;
  private sending = 0;
  private readonly retries = new Set<NodeJS.Timeout>();
  private readonly target: URL;
  private readonly pool: Pool;

  constructor(
    private readonly world: World,
    address: string,
    private readonly secret: string,
  ) {
    this.target = new URL(address);
    this.pool = new Pool(this.target.origin, {
      connections: AT_A_TIME,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
  }

  get waiting(): number {
    return this.queue.length - this.head + this.retries.size;
  }

  /** Keep events back; letting go sends them all. */
  set isHeld(held: boolean) {
    this.held = held;
    // One at a time keeps the reversed order to the letter.
    const lanes = this.isReversed ? 1 : AT_A_TIME;
    for (let lane = 0; lane < lanes && !held; lane++) this.wake();
  }

  /** Queue what a message is now. */
  tell(at: number) {
    const { status, err, changedAt } = this.world.store.columns;
    this.add({ kind: "status", at, status: status[at] ?? 0, err: err[at] ?? 0, when: changedAt[at] ?? 0 });
  }

  /** Queue a message of a subscriber. */
  tellIncoming(message: Incoming) {
    this.add({ kind: "incoming", message });
  }

  forget() {
    this.queue = [];
    this.head = 0;
    for (const timer of this.retries) clearTimeout(timer);
    this.retries.clear();
    this.delivered = this.failed = this.givenUp = 0;
    this.repeat = 1;
    this.held = this.isReversed = false;
    this.retryAfterMs = RETRY_AFTER_MS;
  }

  async close() {
    this.enabled = false;
    this.forget();
    await this.pool.destroy();
  }

  private add(event: Event) {
    if (!this.enabled) return;
    for (let time = 0; time < this.repeat; time++) this.push({ event, tries: 0 });
  }

  private push(queued: Queued) {
    this.queue.push(queued);
    if (!this.held) this.wake();
  }

  private wake() {
    if (this.sending >= AT_A_TIME || this.queue.length === this.head) return;
    this.sending += 1;
    // Behind the answer of the request that caused it, as with the real gateway most of the time.
    setImmediate(() => void this.drain());
  }

  private async drain() {
    for (let queued = this.shift(); queued; queued = this.shift()) await this.deliver(queued);
    this.sending -= 1;
  }

  private shift(): Queued | undefined {
    if (this.held) return undefined;
    if (this.isReversed) return this.queue.length > this.head ? this.queue.pop() : undefined;
    const queued = this.queue[this.head];
    if (queued) this.head += 1;
    if (this.head > 10_000 && this.head * 2 > this.queue.length) {
      this.queue = this.queue.slice(this.head);
      this.head = 0;
    }
    return queued;
  }

  private async deliver(queued: Queued) {
    const { searchParams, pathname, search } = this.target;
    const { body: written, type } = writeEvent(this.world, queued.event, {
      options: searchParams,
      charset: charsetOf(searchParams.get("charset") ?? ""),
      secret: this.secret,
    });
    let isTaken = false;
    try {
      const { statusCode, body } = await this.pool.request({
        path: `${pathname}${search}`,
        method: "POST",
        headers: { "content-type": type },
        body: written,
      });
      await body.dump();
      isTaken = statusCode === 200;
    } catch {
      isTaken = false;
    }
    if (isTaken) this.delivered += 1;
    else this.retry(queued);
  }

  private retry({ event, tries }: Queued) {
    this.failed += 1;
    const wait = this.retryAfterMs[tries];
    if (wait === undefined || !this.enabled) {
      this.givenUp += 1;
      return;
    }
    const timer = setTimeout(() => {
      this.retries.delete(timer);
      this.push({ event, tries: tries + 1 });
    }, wait);
    this.retries.add(timer);
  }
}
