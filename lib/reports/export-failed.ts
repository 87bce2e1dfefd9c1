import { csvText } from "@/lib/csv";
import type { MessageRow } from "@/lib/messages/rows";
import { listFailed, type FailureQuestion } from "@/lib/reports/failed-messages";

export type FailedWords = { heads: string[]; state: (row: MessageRow) => string; cause: (row: MessageRow) => string };

/** Failed messages as CSV text, exactly those that a report counts. */
export function exportFailed(question: Omit<FailureQuestion, "after" | "limit">, { heads, state, cause }: FailedWords): AsyncGenerator<string> {
  return csvText({
    heads,
    read: (after, limit) => listFailed({ ...question, after, limit }),
    cellsOf: (row) => [Number(row.msisdn), state(row), cause(row), row.mailingName, row.statusAt ?? row.learntAt ?? row.createdAt],
  });
}
