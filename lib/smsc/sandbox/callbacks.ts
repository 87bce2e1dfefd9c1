import { createHash } from "node:crypto";
import { Pool } from "undici";
import { moscowDate, money, regionOf } from "./numbers";
import type { World } from "./world";

const AT_A_TIME = 8;
/** Waits before each further try; after the last one the event is given up. */
const RETRY_AFTER_MS = [1_000, 3_000, 10_000, 30_000];
const TIMEOUT_MS = 10_000;

type Event = { at: number; status: number; err: number; when: number; tries: number };

/** Tells the account's handler of every status. Source: SMSC HTTP API, "Callbacks to the account's handler". */
export class Callbacks {
  enabled = true;
  delivered = 0;
  failed = 0;
  givenUp = 0;
  private queue: Event[] = [];
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

  /** Queue what a message is now. */
  tell(at: number) {
    if (!this.enabled) return;
    const { columns } = this.world.store;
    this.push({
      at,
      status: columns.status[at] ?? 0,
      err: columns.err[at] ?? 0,
      when: columns.changedAt[at] ?? 0,
      tries: 0,
    });
  }

  forget() {
    this.queue = [];
    this.head = 0;
    for (const timer of this.retries) clearTimeout(timer);
    this.retries.clear();
    this.delivered = this.failed = this.givenUp = 0;
  }

  async close() {
    this.enabled = false;
    this.forget();
    await this.pool.destroy();
  }

  private push(event: Event) {
    this.queue.push(event);
    if (this.sending < AT_A_TIME) {
      this.sending += 1;
      // Behind the answer of the request that caused it, as with the real gateway most of the time.
      setImmediate(() => void this.drain());
    }
  }

  private async drain() {
    for (let event = this.shift(); event; event = this.shift()) await this.deliver(event);
    this.sending -= 1;
  }

  private shift(): Event | undefined {
    const event = this.queue[this.head];
    if (event) this.head += 1;
    if (this.head > 10_000 && this.head * 2 > this.queue.length) {
      this.queue = this.queue.slice(this.head);
      this.head = 0;
    }
    return event;
  }

  private async deliver(event: Event) {
    let isTaken = false;
    try {
      const { statusCode, body } = await this.pool.request({
        path: `${this.target.pathname}${this.target.search}`,
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: this.write(event),
      });
      await body.dump();
      isTaken = statusCode === 200;
    } catch {
      isTaken = false;
    }
    if (isTaken) this.delivered += 1;
    else this.retry(event);
  }

  private retry(event: Event) {
    this.failed += 1;
    const wait = RETRY_AFTER_MS[event.tries];
    if (wait === undefined || !this.enabled) {
      this.givenUp += 1;
      return;
    }
    const timer = setTimeout(() => {
      this.retries.delete(timer);
      this.push({ ...event, tries: event.tries + 1 });
    }, wait);
    this.retries.add(timer);
  }

  private write({ at, status, err, when }: Event): string {
    const { store } = this.world;
    const { id, sender } = store.requestOf(at);
    const phone = String(store.columns.msisdn[at]);
    const checksum = (algorithm: "md5" | "sha1") => createHash(algorithm).update(`${id}:${phone}:${status}:${this.secret}`).digest("hex");
    return new URLSearchParams({
      id: String(id),
      phone,
      status: String(status),
      time: moscowDate(when),
      ts: String(Math.floor(when / 1_000)),
      err: String(err),
      type: "0",
      cnt: String(store.columns.segments[at]),
      cost: money(store.columns.cost[at] ?? 0),
      sender,
      mccmnc: regionOf(phone).mccmnc,
      // The handler's address chooses; without a word in it, sha1.
      ...(this.target.searchParams.has("md5") ? { md5: checksum("md5") } : { sha1: checksum("sha1") }),
    }).toString();
  }
}
