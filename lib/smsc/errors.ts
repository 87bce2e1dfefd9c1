import type { RefusalMeaning } from "./refusals";

export type GatewayOutcome = "refused" | "not_sent" | "unknown";

type GatewayErrorFacts = {
  outcome: GatewayOutcome;
  /** The gateway's error number; only with `refused`. */
  gatewayCode?: number | null;
  /** What that number means for the script that gave it; null where it is not documented. */
  meaning?: RefusalMeaning | null;
  /** The id the gateway says it recorded the refused request under (send codes 3, 6, 7, 8). */
  messageId?: string | null;
  /** True when the command changes nothing, whatever became of it: it may be asked again. */
  isRead?: boolean;
  cause?: unknown;
};

/**
 * A call to the gateway that did not end well. `outcome` is what the caller decides by:
 *   refused   the gateway answered and said no; `gatewayCode` is its error number, `meaning` what it means
 *   not_sent  the request never left (name not found, connection refused, too late): retry freely
 *   unknown   the request left and no usable answer came: it may have gone out, so never resend.
 *             Only with `isRead` may it be asked again, for then there was nothing to go out
 *
 * The message never holds a text, a number or a secret.
 */
export class GatewayError extends Error {
  readonly outcome: GatewayOutcome;
  readonly gatewayCode: number | null;
  readonly meaning: RefusalMeaning | null;
  readonly messageId: string | null;
  readonly isRead: boolean;

  constructor(message: string, { outcome, gatewayCode = null, meaning = null, messageId = null, isRead = false, cause }: GatewayErrorFacts) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "GatewayError";
    this.outcome = outcome;
    this.gatewayCode = gatewayCode;
    this.meaning = meaning;
    this.messageId = messageId;
    this.isRead = isRead;
  }
}
