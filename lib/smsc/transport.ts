import { Pool } from "undici";
import { GatewayError } from "./errors";

/** One HTTP exchange with the gateway: a form goes, a body comes back. */
export type Transport = {
  post(script: string, form: URLSearchParams, options: { mustLeaveBefore?: number }): Promise<string>;
  close(): Promise<void>;
};

/** What the largest useful answer may hold; a longer one is not the gateway's. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Open a pool of kept-alive connections to one gateway.
 *
 * Whether a request may have left is not guessed from error names: undici calls `onRequestStart` right before it
 * writes the first byte. What fails before that call is `not_sent`, all that fails after it is `unknown`.
 */
export function createTransport({ baseUrl, timeoutMs, connections }: { baseUrl: string; timeoutMs: number; connections: number }): Transport {
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
    post: (script, form, { mustLeaveBefore }) =>
      new Promise((resolve, reject) => {
        const exchange = new Exchange(resolve, reject, timeoutMs, mustLeaveBefore);
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
    private readonly resolve: (body: string) => void,
    private readonly reject: (error: GatewayError) => void,
    private readonly timeoutMs: number,
    private readonly mustLeaveBefore: number | undefined,
  ) {}

  onRequestStart(controller: Controller) {
    if (this.mustLeaveBefore !== undefined && performance.now() > this.mustLeaveBefore) {
      controller.abort(new Error("too late"));
      return;
    }
    this.left = true;
    this.timer = setTimeout(() => controller.abort(new Error("no answer in time")), this.timeoutMs);
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
    if (this.httpStatus === 200) this.resolve(Buffer.concat(this.chunks).toString("utf8"));
    else this.reject(new GatewayError(`The gateway answered with HTTP ${this.httpStatus}.`, { outcome: "unknown" }));
  }

  onResponseError(_: Controller, cause: Error) {
    clearTimeout(this.timer);
    const reason = "code" in cause ? String(cause.code) : cause.message;
    this.reject(
      this.left
        ? new GatewayError(`The request left and no whole answer came (${reason}).`, { outcome: "unknown", cause })
        : new GatewayError(`The request did not leave (${reason}).`, { outcome: "not_sent", cause }),
    );
  }
}
