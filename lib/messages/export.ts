import { csvText } from "@/lib/csv";
import { listMessages, type MessageView } from "@/lib/messages/reads";
import type { MessageRow } from "@/lib/messages/rows";

export type ExportWords = { heads: string[]; state: (row: MessageRow) => string; reason: (row: MessageRow) => string };

/** A mailing's messages as CSV text, exactly those of the view and as they stand in it. */
export function exportMessages(view: MessageView, words: ExportWords): AsyncGenerator<string> {
  return csvText({
    heads: words.heads,
    read: (after, limit) => listMessages({ ...view, after, limit }),
    cellsOf: (row) => [
      Number(row.msisdn),
      row.name,
      row.code,
      words.state(row),
      row.err,
      row.statusAt,
      row.learntAt,
      row.segmentCount,
      row.cost,
      words.reason(row),
    ],
  });
}
