import { z } from "zod";
import { intIdOf } from "./message-rows";
import { money } from "./numbers";
import type { World } from "./world";

/** Which messages a deed of the control API concerns; nothing given means all. */
export const whichSchema = z.object({
  gatewayId: z.union([z.number(), z.string()]).optional(),
  mailingId: z.number().optional(),
  phones: z.array(z.string()).optional(),
});

export function matcher({ store }: World, { gatewayId, mailingId, phones }: z.infer<typeof whichSchema>): (at: number) => boolean {
  const numbers = phones && new Set(phones.map(digits));
  return (at) => {
    const request = store.requestOf(at);
    if (gatewayId !== undefined && String(request.id) !== String(gatewayId)) return false;
    if (mailingId !== undefined && request.mailing !== mailingId) return false;
    return numbers === undefined || numbers.has(store.columns.msisdn[at] ?? 0);
  };
}

type Wanted = { phone?: string | undefined; id?: string | undefined; limit: number };

/** Newest first. */
export function findMessages({ store }: World, { phone, id, limit }: Wanted) {
  const msisdn = phone === undefined ? null : digits(phone);
  const found = [];
  for (let at = store.count - 1; at >= 0 && found.length < limit; at--) {
    if (msisdn !== null && store.columns.msisdn[at] !== msisdn) continue;
    const request = store.requestOf(at);
    if (id !== undefined && String(request.id) !== id) continue;
    found.push({
      id: request.id,
      phone: store.addresseeOf(at),
      status: store.columns.status[at],
      err: store.columns.err[at],
      sender: store.senderOf(at),
      text: store.textOf(at),
      segments: store.columns.segments[at],
      cost: money(store.columns.cost[at] ?? 0),
      acceptedAt: new Date(request.acceptedAt).toISOString(),
      intId: intIdOf(at),
    });
  }
  return found;
}

const ACCEPTED_AT_MOST = 50_000;

/** Everything that was taken, in order, from a place on: id of the request, number, status now. To be read to the end and later on. */
export function listAccepted({ store }: World, from: number) {
  const upto = Math.min(store.count, from + ACCEPTED_AT_MOST);
  const rows = [];
  const { msisdn, status, cost } = store.columns;
  for (let at = from; at < upto; at++) rows.push([store.requestOf(at).id, msisdn[at], status[at], cost[at]]);
  return { rows, next: upto };
}

export function digits(phone: string): number {
  return Number(phone.replace(/\D/g, ""));
}
