import { type ContactRow } from "@/lib/contacts/reads";
import { csvText, type CsvSheet } from "@/lib/csv";

export type ContactWords = { heads: string[]; suppressed: string };

/** Contacts as CSV text: those that `read` gives, as the table shows them. */
export function exportContacts(read: CsvSheet<ContactRow>["read"], { heads, suppressed }: ContactWords): AsyncGenerator<string> {
  return csvText({
    heads,
    read,
    cellsOf: (row) => [Number(row.msisdn), row.name, row.isSuppressed ? suppressed : null, row.createdAt.toISOString()],
  });
}
