export type GatewayOutcome = "refused" | "not_sent" | "unknown";

type GatewayErrorFacts = {
  outcome: GatewayOutcome;
  /** The gateway's error number; only with `refused`. */
  gatewayCode?: number | null;
  /** The id the gateway says it recorded the refused request under (send codes 3, 6, 7, 8). */
  messageId?: string | null;
  cause?: unknown;
};

/**
 * A call to the gateway that did not end well. `outcome` is what the caller decides by:
 *   refused   the gateway answered and said no; `gatewayCode` is its error number
 *   not_sent  the request never left (name not found, connection refused, too late): retry freely
 *   unknown   the request left and no usable answer came: it may have gone out, so never resend
 *
 * The message never holds a text, a number or a secret.
 */
export class GatewayError extends Error {
  readonly outcome: GatewayOutcome;
  readonly gatewayCode: number | null;
  readonly messageId: string | null;

  constructor(message: string, { outcome, gatewayCode = null, messageId = null, cause }: GatewayErrorFacts) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "GatewayError";
    this.outcome = outcome;
    this.gatewayCode = gatewayCode;
    this.messageId = messageId;
  }
}
