/** One accepted request. Its messages are `first` … `first + count - 1` of the store. */
export type StoredRequest = {
  id: number | string;
  /** One text for all, or one for each message; with its comment. */
  text: string | string[];
  sender: string | string[];
  acceptedAt: number;
  /** When its messages leave; absent = when they were accepted. */
  startsAt?: number | number[] | undefined;
  /** How long they live before they expire; absent = a day. */
  lifeMs?: number | undefined;
  /** The number of its kind; absent = 0, an SMS. */
  type?: number | undefined;
  mailing?: number | undefined;
  /** Sent by another program of the account's. */
  isOutside?: boolean | undefined;
  isVirtual?: boolean | undefined;
  first: number;
  count: number;
  /** The request before it with the same id, or -1: of equal ids the last one answers. */
  previous: number;
};

export type NewMessage = {
  msisdn: number;
  segments: number;
  cost: number;
  textHash: number;
  course?: number;
  /** When it is no number. */ address?: string;
};

const FIRST_CAPACITY = 4_096;

/** The columns of a message; all grow together. Small on purpose: a benchmark puts a million here. */
export type Columns = {
  msisdn: Float64Array;
  request: Uint32Array;
  status: Int8Array;
  err: Uint8Array;
  /** The step of its fate that comes next. */
  step: Uint8Array;
  segments: Uint8Array;
  /** In hundredths; 0 again when it was refunded. */
  cost: Uint32Array;
  /** When its status changed, unix milliseconds. */
  changedAt: Float64Array;
  /** When the next step is due; 0 = none. */
  dueAt: Float64Array;
  textHash: Uint32Array;
  /** What decides its fate; see `fates.ts`. */
  course: Uint8Array;
  /** 1 = deleted from the history. */
  isDeleted: Uint8Array;
};

/** Everything the sandbox has accepted, in order. */
export class MessageStore {
  requests: StoredRequest[] = [];
  count = 0;
  columns: Columns = allocate(FIRST_CAPACITY);
  /** Addressees that are no numbers: e-mail, nicknames. */
  addresses = new Map<number, string>();
  private byId = new Map<string, number>();

  /** Begin a request; its messages follow by `add`. Returns its index. */
  begin(request: Omit<StoredRequest, "first" | "count" | "previous">): number {
    const index = this.requests.length;
    const key = String(request.id);
    this.requests.push({ ...request, first: this.count, count: 0, previous: this.byId.get(key) ?? -1 });
    this.byId.set(key, index);
    return index;
  }

  add(requestIndex: number, message: NewMessage): number {
    const request = this.requests[requestIndex];
    if (!request) throw new RangeError("no such request");
    const at = this.count++;
    if (at >= this.columns.msisdn.length) this.columns = grow(this.columns);
    const { columns } = this;
    columns.msisdn[at] = message.msisdn;
    columns.request[at] = requestIndex;
    columns.status[at] = -1;
    columns.segments[at] = message.segments;
    columns.cost[at] = message.cost;
    columns.textHash[at] = message.textHash;
    columns.changedAt[at] = request.acceptedAt;
    columns.course[at] = message.course ?? 0;
    columns.isDeleted[at] = 0;
    if (message.address !== undefined) this.addresses.set(at, message.address);
    request.count += 1;
    return at;
  }

  /** Find a message by what the gateway knows it by, or -1. Of equal ids the newest answers. */
  find(id: string, addressee: string): number {
    const msisdn = Number(addressee);
    for (let index = this.byId.get(id) ?? -1; index >= 0;) {
      const request = this.requests[index];
      if (!request) return -1;
      for (let at = request.first; at < request.first + request.count; at++) {
        if (Number.isNaN(msisdn) ? this.addresses.get(at) === addressee : this.columns.msisdn[at] === msisdn) return at;
      }
      index = request.previous;
    }
    return -1;
  }

  requestOf(at: number): StoredRequest {
    const request = this.requests[this.columns.request[at] ?? -1];
    if (!request) throw new RangeError("no such message");
    return request;
  }

  /** The text as it was given, with its comment. */
  textOf(at: number): string {
    const request = this.requestOf(at);
    return typeof request.text === "string" ? request.text : (request.text[at - request.first] ?? "");
  }

  senderOf(at: number): string {
    const request = this.requestOf(at);
    return typeof request.sender === "string" ? request.sender : (request.sender[at - request.first] ?? "");
  }

  /** When a message leaves, or has left. */
  leavesAt(at: number): number {
    const { startsAt, acceptedAt, first } = this.requestOf(at);
    return typeof startsAt === "object" ? (startsAt[at - first] ?? acceptedAt) : (startsAt ?? acceptedAt);
  }

  /** The addressee: digits, or what stands in for them. */
  addresseeOf(at: number): string {
    return this.addresses.get(at) ?? String(this.columns.msisdn[at]);
  }

  clear() {
    this.restore([], 0, allocate(FIRST_CAPACITY), new Map());
  }

  /** Take over a state that was written earlier. */
  restore(requests: StoredRequest[], count: number, columns: Columns, addresses: Map<number, string>) {
    this.requests = requests;
    this.addresses = addresses;
    this.count = count;
    this.columns = columns;
    this.byId = new Map(requests.map(({ id }, index) => [String(id), index]));
  }
}

export function allocate(capacity: number): Columns {
  return {
    msisdn: new Float64Array(capacity),
    request: new Uint32Array(capacity),
    status: new Int8Array(capacity),
    err: new Uint8Array(capacity),
    step: new Uint8Array(capacity),
    segments: new Uint8Array(capacity),
    cost: new Uint32Array(capacity),
    changedAt: new Float64Array(capacity),
    dueAt: new Float64Array(capacity),
    textHash: new Uint32Array(capacity),
    course: new Uint8Array(capacity),
    isDeleted: new Uint8Array(capacity),
  };
}

function grow(old: Columns): Columns {
  const next = allocate(old.msisdn.length * 2);
  for (const name of Object.keys(old) as (keyof Columns)[]) next[name].set(old[name]);
  return next;
}
