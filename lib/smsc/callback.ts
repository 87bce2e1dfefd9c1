import { createHash, timingSafeEqual } from "node:crypto";
import { digitsOf, toInstant, toInteger, toMoney } from "./protocol";

/** A status event as the gateway's callback tells it. */
export type CallbackReport = {
  gatewayId: number;
  msisdn: string;
  status: number;
  err: number | null;
  at: Date | null;
  cost: string | null;
  segments: number | null;
};

const MAX_GATEWAY_ID = 2_147_483_647;

/**
 * Check the checksum of a status event: md5 or sha1 of `id:phone:status:secret` over the values as received.
 * Without a secret or a checksum nothing is valid. Source: SMSC HTTP API, "Checksum".
 */
export function verifyCallback(fields: Record<string, string>, secret: string): boolean {
  const { id, phone, status } = fields;
  if (!secret || !id || !phone || !status) return false;
  return isSigned(fields, `${id}:${phone}:${status}:${secret}`);
}

function isSigned(fields: Record<string, string>, signed: string): boolean {
  const algorithm = fields.sha1 ? "sha1" : fields.md5 ? "md5" : null;
  if (!algorithm) return false;
  const expected = createHash(algorithm).update(signed).digest();
  const given = Buffer.from((fields[algorithm] ?? "").toLowerCase(), "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * Check the checksum of an incoming message: md5 or sha1 of `phone:mes:to:secret`, over the text as received.
 * Source: SMSC HTTP API, "Checksum".
 */
export function verifyIncoming(fields: Record<string, string>, secret: string): boolean {
  const { phone, mes, to } = fields;
  if (!secret || !phone || mes === undefined) return false;
  return isSigned(fields, `${phone}:${mes}:${to ?? ""}:${secret}`);
}

/** An incoming message as the gateway's callback tells it. */
export type CallbackReply = { inboundId: string | null; msisdn: string; text: string; ownMsisdn: string | null; receivedAt: Date };

/** Read an incoming message; null when it names nobody. Without a time of the gateway's own it came now. */
export function decodeIncoming(fields: Record<string, string>): CallbackReply | null {
  const msisdn = digitsOf(fields.phone) || (fields.phone ?? "").trim();
  if (msisdn === "" || msisdn.length > 20) return null;
  const id = fields.id ?? "";
  return {
    inboundId: /^\d{1,20}$/.test(id) && Number(id) > 0 ? id : null,
    msisdn,
    text: fields.mes ?? "",
    ownMsisdn: digitsOf(fields.to) || null,
    receivedAt: toInstant(fields.ts, fields.time) ?? new Date(),
  };
}

/**
 * Read a status event, or null when it is none of ours (an incoming message, a call, an id we never give).
 * Only id, phone and status are covered by the checksum; the rest is a hint.
 */
export function decodeCallback(fields: Record<string, string>): CallbackReport | null {
  if ("mes" in fields || "waitcall" in fields) return null;
  const gatewayId = toInteger(fields.id);
  const status = toInteger(fields.status);
  const msisdn = digitsOf(fields.phone);
  if (gatewayId === null || gatewayId < 1 || gatewayId > MAX_GATEWAY_ID) return null;
  // The column holds 16 bits, and no documented code comes near.
  if (status === null || Math.abs(status) > 32_767 || msisdn === "" || msisdn.length > 15) return null;
  const [err, segments] = [toInteger(fields.err), toInteger(fields.cnt)];
  return {
    gatewayId,
    msisdn,
    status,
    err: err !== null && Math.abs(err) <= 32_767 ? err : null,
    at: toInstant(fields.ts, fields.time),
    cost: toMoney(fields.cost),
    segments: segments !== null && segments >= 0 && segments <= 32_767 ? segments : null,
  };
}
