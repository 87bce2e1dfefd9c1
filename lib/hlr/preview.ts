import { z } from "zod/mini";
import { postJson } from "@/lib/http";

/** Whom a check would ask about and what it would take, as `/api/hlr/preview` answers. */
export const checkPreviewResultSchema = z.object({
  unique: z.number(),
  suppressed: z.number(),
  recent: z.number(),
  count: z.number(),
  cost: z.nullable(z.string()),
  isEstimate: z.boolean(),
  balance: z.nullable(z.object({ balance: z.string(), currency: z.nullable(z.string()) })),
  invalid: z.array(z.object({ line: z.number(), input: z.string(), reason: z.string() })),
  invalidCount: z.number(),
});
export type CheckPreview = z.infer<typeof checkPreviewResultSchema>;

export type CheckQuestion = { listIds: number[]; pasted: string; again: boolean };

/** Ask whom a check would be about; `withQuote` asks the gateway for its price and the balance as well. */
export function askCheckPreview(question: CheckQuestion & { withQuote: boolean }, signal?: AbortSignal): Promise<CheckPreview> {
  return postJson("/api/hlr/preview", question, checkPreviewResultSchema, signal);
}
