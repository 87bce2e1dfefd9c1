import type { MessagePair, StatusAnswer, StatusDetail } from "../gateway";
import { decodeStatus, decodeStatuses, encodePairs } from "../protocol";
import { command } from "./command";
import { decodeDone } from "./rows";

const ALL: Record<StatusDetail, string> = { short: "0", full: "1", regional: "2" };

type StatusRequest = { pair: MessagePair; detail?: StatusDetail };
type StatusesRequest = { pairs: MessagePair[]; detail?: StatusDetail };

// Old servers say error 3 where newer ones answer with status -3.
const NOT_FOUND = { status: -3 };

/** Ask about one message. Source: SMSC HTTP API, "status.php". */
export const status = command<StatusRequest, StatusAnswer>({
  script: "status.php",
  verb: {},
  kind: "read",
  limits: [{ perMinute: 5, key: ({ pair }) => keyOf(pair) }],
  encode: ({ pair, detail = "regional" }) => ({ phone: pair.msisdn, id: String(pair.gatewayId), all: ALL[detail] }),
  facts: ({ pair }) => ({ id: pair.gatewayId, messages: 1 }),
  decode: (value, { pair }) => decodeStatus(Array.isArray(value) ? value[0] : value, pair),
  refusals: { 3: ({ pair }) => denialOf(pair) },
});

/** Ask about many messages in one mass request, of which the account may make one a minute. Source: SMSC HTTP API, "Mass answer". */
export const statuses = command<StatusesRequest, StatusAnswer[]>({
  script: "status.php",
  verb: {},
  kind: "read",
  limits: [{ perMinute: 1, key: () => "status:mass" }],
  encode: ({ pairs, detail = "full" }) => ({ ...encodePairs(pairs), all: ALL[detail] }),
  facts: ({ pairs }) => ({ mass: 1, messages: pairs.length }),
  decode: (value, { pairs }) => decodeStatuses(value, pairs),
});

/** What can be done with a message that was handed over. */
export const messages = {
  /** Delete a message from the gateway's history. It does not recall it: whether a waiting one still leaves is not known. */
  remove: command<MessagePair, true>({
    script: "status.php",
    verb: { del: "1" },
    kind: "write",
    limits: [{ perMinute: 5, key: keyOf }],
    encode: ({ gatewayId, msisdn }) => ({ phone: msisdn, id: String(gatewayId) }),
    facts: ({ gatewayId }) => ({ id: gatewayId, messages: 1 }),
    decode: decodeDone,
  }),
};

function keyOf({ gatewayId, msisdn }: MessagePair): string {
  return `status:${gatewayId}:${msisdn}`;
}

function denialOf(pair: MessagePair): StatusAnswer {
  const denial = decodeStatus(NOT_FOUND, pair);
  if (!denial) throw new Error("A status alone is an answer.");
  return denial;
}
