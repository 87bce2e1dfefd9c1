import type { QuoteRequest, SendAnswer, SendRequest } from "../gateway";
import { decodeQuote, decodeSend } from "../protocol";
import { command, fingerprint } from "./command";
import { countOf, encodeContent, encodeDelivery, encodeDetail, encodeSender } from "./delivery";
import { encodeMsisdns, type WireParameters } from "./parameters";

/** Numbers to look up without writing to anybody. Charged like messages. */
export type LookupRequest = { gatewayId: number; msisdns: string[]; mustLeaveBefore?: number };

// Recipients, text, sender and kind make two sends identical; another id or time does not make them different.
const contentOf = (request: SendRequest | QuoteRequest): WireParameters => ({
  ...encodeContent(request),
  ...encodeSender(request.sender),
  ...(request.isFlash ? { flash: "1" } : {}),
});

/** Hand messages over. Never repeat it by yourself: see `GatewayError.outcome`. Source: SMSC HTTP API, "send.php". */
export const send = command<SendRequest, SendAnswer>({
  script: "send.php",
  verb: {},
  kind: "write",
  limits: [{ perMinute: 1, key: (request) => `send:${fingerprint(contentOf(request))}` }],
  encode: (request) => ({
    ...encodeContent(request, request.comment),
    ...encodeSender(request.sender),
    ...encodeDelivery(request),
    ...encodeDetail(request.detail),
    id: String(request.gatewayId),
  }),
  facts: (request) => ({ id: request.gatewayId, messages: countOf(request) }),
  decode: decodeSend,
  mustLeaveBefore: (request) => request.mustLeaveBefore,
});

/** Ask what a send would cost; nothing is sent. Source: SMSC HTTP API, "Answer control". */
export const quote = command<QuoteRequest, { cost: string; segments: number }>({
  script: "send.php",
  verb: { cost: "1" },
  kind: "read",
  limits: [{ perMinute: 5, key: (request) => `quote:${fingerprint(contentOf(request))}` }],
  encode: (request) => ({ ...encodeContent(request, request.comment), ...encodeSender(request.sender), ...encodeDelivery(request) }),
  facts: (request) => ({ quote: 1, messages: countOf(request) }),
  decode: decodeQuote,
});

const lookup = (kind: "hlr" | "ping") =>
  command<LookupRequest, SendAnswer>({
    script: "send.php",
    verb: { [kind]: "1" },
    kind: "write",
    limits: [{ perMinute: 1, key: ({ msisdns }) => `send:${fingerprint({ [kind]: "1", phones: encodeMsisdns(msisdns) })}` }],
    encode: ({ gatewayId, msisdns }) => ({ phones: encodeMsisdns(msisdns), ...encodeDetail(), id: String(gatewayId) }),
    facts: ({ gatewayId, msisdns }) => ({ id: gatewayId, [kind]: msisdns.length }),
    decode: decodeSend,
    mustLeaveBefore: ({ mustLeaveBefore }) => mustLeaveBefore,
  });

const lookupQuote = command<{ by: "hlr" | "ping"; msisdns: string[] }, { cost: string; segments: number }>({
  script: "send.php",
  verb: { cost: "1" },
  kind: "read",
  limits: [{ perMinute: 5, key: ({ by, msisdns }) => `quote:${fingerprint({ [by]: "1", phones: encodeMsisdns(msisdns) })}` }],
  encode: ({ by, msisdns }) => ({ phones: encodeMsisdns(msisdns), [by]: "1" }),
  facts: ({ by, msisdns }) => ({ quote: 1, [by]: msisdns.length }),
  decode: decodeQuote,
});

/** Questions about subscribers that cost money and write to nobody; `status` then tells what was found. */
export const lookups = {
  /** Ask the carrier where subscribers are. `status` of (gatewayId, msisdn) then carries `hlr`. */
  hlr: lookup("hlr"),
  /** Send an invisible SMS: its delivery status tells whether the phone is on. */
  ping: lookup("ping"),
  /** Ask what a look-up would cost; nothing is asked of anybody. */
  quote: lookupQuote,
};
