import { Pool } from "undici";
import { GatewayError, type GatewayOutcome } from "./errors";

/** One HTTP exchange with the gateway: a form goes, a body comes back. */
export type Transport = {
  post(script: string, form: URLSearchParams, options: PostOptions): Promise<Uint8Array>;
  close(): Promise<void>;
};

type PostOptions = {
  /** By `performance.now()`. */
  mustLeaveBefore?: number;
  /** From the first byte that leaves to the last that comes back. */
  timeoutMs: number;
  /** Told by the error: whether the request may be made again. */
  isRead: boolean;
};

/** No whole answer came. What a read asks may be asked of another host then; of a refusal or nonsense it may not. */
export class NoAnswerError extends GatewayError {}

/** What the largest useful answer may hold; a longer one is not the gateway's. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Open a pool of kept-alive connections to one gateway.
 *
 * Whether a request may have left is not guessed from error names: undici calls `onRequestStart` right before it
 * writes the first byte. What fails before that call is `not_sent`, all that fails after it is `unknown`.
 */
export function createTransport({ baseUrl, connections }: { baseUrl: string; connections: number }): Transport {
  const base = new URL(baseUrl.endsWith("/") ? baseUrl : `${baseUrl}/`);
  const pool = new Pool(base.origin, {
    connections,
    pipelining: 1,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    // Shorter than any server's, so that a kept connection is not written to while it is being closed.
    keepAliveTimeout: 3_000,
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  return {
    post: (script, form, options) =>
      new Promise((resolve, reject) => {
        const exchange = new Exchange(resolve, reject, options);
        pool.dispatch(
          {
            path: `${base.pathname}${script}`,
            method: "POST",
            headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
            body: form.toString(),
          },
          exchange,
        );
      }),
    close: () => pool.destroy(),
  };
}

type Controller = { abort(reason: Error): void };

/** The course of one request; undici calls its methods. */
class Exchange {
  private left = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly chunks: Buffer[] = [];
  private size = 0;
  private httpStatus = 0;

  constructor(
    private readonly resolve: (body: Uint8Array) => void,
    private readonly reject: (error: GatewayError) => void,
    private readonly options: PostOptions,
  ) {}

  onRequestStart(controller: Controller) {
    const { mustLeaveBefore, timeoutMs } = this.options;
    if (mustLeaveBefore !== undefined && performance.now() > mustLeaveBefore) {
      controller.abort(new Error("too late"));
      return;
    }
    this.left = true;
    this.timer = setTimeout(() => controller.abort(new Error("no answer in time")), timeoutMs);
  }

  onResponseStart(_: Controller, statusCode: number) {
    this.httpStatus = statusCode;
  }

  onResponseData(controller: Controller, chunk: Buffer) {
    this.size += chunk.length;
    if (this.size > MAX_ANSWER_BYTES) controller.abort(new Error("answer too long"));
    else this.chunks.push(chunk);
  }

  onResponseEnd() {
    clearTimeout(this.timer);
    if (this.httpStatus !== 200) this.fail(`The gateway answered with HTTP ${this.httpStatus}.`, "unknown");
    // A blank answer says nothing at all, not even that the gateway was reached.
    else if (this.size === 0) this.fail("The gateway's answer was empty.", "unknown");
    else this.resolve(Buffer.concat(this.chunks));
  }

  onResponseError(_: Controller, cause: Error) {
    clearTimeout(this.timer);
    const reason = "code" in cause ? String(cause.code) : cause.message;
    if (this.left) this.fail(`The request left and no whole answer came (${reason}).`, "unknown", cause);
    else this.fail(`The request did not leave (${reason}).`, "not_sent", cause);
  }

  private fail(message: string, outcome: GatewayOutcome, cause?: Error) {
    this.reject(new NoAnswerError(message, { outcome, isRead: this.options.isRead, cause }));
  }
}
