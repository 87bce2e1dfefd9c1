import { createHash } from "node:crypto";
import type { SendContent } from "./gateway";

/** So many uses a minute of what `key` names, for all processes of the account together. */
export type Allowance = { key: string; limit: number };

/** What a request takes from the account: a place among the simultaneous ones, and its allowances. */
export type Demand = {
  /** Numbered places it may take, the best first. */
  places: readonly number[];
  allowances: readonly Allowance[];
};

const range = (from: number, to: number) => Array.from({ length: Math.abs(to - from) + 1 }, (_, n) => (from < to ? from + n : from - n));

/**
 * Ten places of the fifteen at which the gateway refuses. status.php may fill four of its five; lanes, which keep theirs
 * while there is something to send, leave two to everything else. Source: SMSC HTTP API, "Error 9 by script".
 */
export const PLACES = { lane: range(10, 3), status: range(1, 4), other: range(10, 1) } as const;

/** The same number of times a minute as the gateway allows. Source: SMSC HTTP API, "Error 9 by script". */
export const allowanceOf = {
  /** One identical send. */
  send: (content: SendContent & { sender: string | null }): Allowance => ({ key: `send:${fingerprint(content)}`, limit: 1 }),
  /** Five identical questions for a price. */
  quote: (content: SendContent & { sender: string | null }): Allowance => ({ key: `quote:${fingerprint(content)}`, limit: 5 }),
  /** Five for one message. */
  status: ({ gatewayId, msisdn }: { gatewayId: number; msisdn: string }): Allowance => ({ key: `status:${gatewayId}:${msisdn}`, limit: 5 }),
  massStatus: (): Allowance => ({ key: "status:mass", limit: 1 }),
  balance: (): Allowance => ({ key: "balance", limit: 10 }),
} as const;

/** What the gateway would call an identical request: recipients, text and sender. */
function fingerprint({ msisdns, text, personalised, sender }: SendContent & { sender: string | null }): string {
  return digest(JSON.stringify([msisdns ?? null, text ?? null, personalised ?? null, sender]));
}

const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 40);
