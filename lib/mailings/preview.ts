import { postJson } from "@/lib/http";

/** Who would get a text and what it would take, as `/api/mailings/preview` answers. */
export type PreviewResult = {
  unique: number;
  suppressed: number;
  tooLong: number;
  sendable: number;
  segments: number | null;
  cost: string | null;
  isEstimate: boolean;
  keys: string[];
  invalid: { line: number; input: string; reason: string }[];
  invalidCount: number;
};

export type PreviewQuestion = { listIds: number[]; pasted: string; text: string; sender: string; withQuote: boolean };

/** Ask for a preview of what is being written. */
export function askPreview(question: PreviewQuestion, signal?: AbortSignal): Promise<PreviewResult> {
  return postJson<PreviewResult>("/api/mailings/preview", question, ["unique", "invalid"], signal);
}
