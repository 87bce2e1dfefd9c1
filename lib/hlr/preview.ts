import { postJson } from "@/lib/http";

/** Whom a check would ask about and what it would take, as `/api/hlr/preview` answers. */
export type CheckPreview = {
  unique: number;
  suppressed: number;
  recent: number;
  count: number;
  cost: string | null;
  isEstimate: boolean;
  balance: { balance: string; currency: string | null } | null;
  invalid: { line: number; input: string; reason: string }[];
  invalidCount: number;
};

export type CheckQuestion = { listIds: number[]; pasted: string; again: boolean };

/** Ask whom a check would be about; `withQuote` asks the gateway for its price and the balance as well. */
export function askCheckPreview(question: CheckQuestion & { withQuote: boolean }, signal?: AbortSignal): Promise<CheckPreview> {
  return postJson<CheckPreview>("/api/hlr/preview", question, ["unique", "invalid"], signal);
}
