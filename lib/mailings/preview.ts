import { z } from "zod/mini";
import { postJson } from "@/lib/http";

/** Who would get a text and what it would take, as `/api/mailings/preview` answers. */
export const previewResultSchema = z.object({
  unique: z.number(),
  suppressed: z.number(),
  tooLong: z.number(),
  sendable: z.number(),
  segments: z.nullable(z.number()),
  cost: z.nullable(z.string()),
  isEstimate: z.boolean(),
  keys: z.array(z.string()),
  invalid: z.array(z.object({ line: z.number(), input: z.string(), reason: z.string() })),
  invalidCount: z.number(),
});
export type PreviewResult = z.infer<typeof previewResultSchema>;

export type PreviewQuestion = { listIds: number[]; pasted: string; text: string; sender: string; withQuote: boolean };

/** Ask for a preview of what is being written. */
export function askPreview(question: PreviewQuestion, signal?: AbortSignal): Promise<PreviewResult> {
  return postJson("/api/mailings/preview", question, previewResultSchema, signal);
}
