import { FINAL_FAILURES, UNKNOWN_CODES } from "@/lib/smsc/status-catalogue";

/** What a mailing's messages can be narrowed to: a word, or a code of the gateway as a number. */
export const FILTER_WORDS = [
  "all",
  "delivered",
  "read",
  "failed",
  "with_carriers",
  "at_gateway",
  "open",
  "leaving",
  "waiting",
  "unconfirmed",
  "refused",
  "skipped",
  "no_status",
] as const;
export type FilterWord = (typeof FILTER_WORDS)[number];
export type MessageFilter = FilterWord | `${number}` | `${number}.${number}`;

/** Read a filter from a link; anything else is all. `20.13` is a status with its error number; -2 includes what waits in a paused mailing. */
export function readFilter(value: string | null | undefined): MessageFilter {
  if (value && /^-?\d{1,4}(\.\d{1,4})?$/.test(value)) return value as `${number}`;
  return FILTER_WORDS.find((word) => word === value) ?? "all";
}

/** What of a mailing's messages an address asks for. */
export type MessagesSearch = { filter?: string; search?: string; sort?: string; after?: string };

/** In an address: a mailing's messages, which stand by number, from the greatest one down. */
export const FROM_THE_END = "-number";

/** The same as its route takes it; one view, one text. */
export function messagesQuery({ filter, search, sort, after }: MessagesSearch): string {
  return new URLSearchParams({ filter: readFilter(filter), search: search ?? "", ...(sort ? { sort } : {}), ...(after ? { after } : {}) }).toString();
}

/** One indexed piece of a filter: a status, a range of them, a state of the submission, the skipped, or those that ended without a final status. */
export type FilterPiece =
  | { status: number; err?: number }
  | { from: number; to: number }
  | { submission: "queued" | "submitting" | "accepted" | "refused" | "unconfirmed" }
  | { skipped: true }
  | { ended: true };

/** The pieces a filter is made of; null = every message. */
export function piecesOf(filter: MessageFilter, isPaused: boolean): FilterPiece[] | null {
  switch (filter) {
    case "all":
      return null;
    case "delivered":
      // What was read was delivered before.
      return [{ status: 1 }, { status: 2 }, { status: 4 }];
    case "read":
      return [{ status: 2 }, { status: 4 }];
    case "failed":
      return [...FINAL_FAILURES.map((status) => ({ status })), ...UNKNOWN_CODES.failed, { submission: "refused" }];
    case "with_carriers":
      return [{ status: 0 }, ...UNKNOWN_CODES.moving];
    case "at_gateway":
      return [{ status: -3 }, { status: -1 }, ...UNKNOWN_CODES.atGateway, { submission: "accepted" }, { submission: "unconfirmed" }];
    case "open":
      return [
        { status: -3 },
        { status: -2 },
        { status: -1 },
        { status: 0 },
        ...UNKNOWN_CODES.atGateway,
        ...UNKNOWN_CODES.moving,
        { submission: "accepted" },
      ];
    case "leaving":
      return [{ submission: "submitting" }];
    case "waiting":
      return [{ submission: "queued" }];
    case "unconfirmed":
      return [{ submission: "unconfirmed" }];
    case "refused":
      return [{ submission: "refused" }];
    case "skipped":
      return [{ skipped: true }];
    case "no_status":
      return [{ ended: true }];
    default: {
      const [status = 0, err] = filter.split(".").map(Number);
      if (err !== undefined) return [{ status, err }];
      // What waits in a paused mailing wears -2, as the gateway itself would call it.
      return status === -2 && isPaused ? [{ status }, { submission: "queued" }] : [{ status }];
    }
  }
}
