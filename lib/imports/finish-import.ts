import { recordAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { deleteStored } from "@/lib/imports/stored-file";

export type ImportFailure = "import.file_missing" | "import.list_gone" | "import.too_many_rows" | "import.no_valid_rows";

/** Close an import that has read all it will read, and forget its file. One that was canceled meanwhile stays canceled. */
export async function finishImport(importId: number, failure: ImportFailure | null): Promise<void> {
  const storedAs = await db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ state: string; failure: string | null; storedAs: string | null }[]>`
      update import set finished_at = now(), bytes_read = case when ${failure}::text is null then file_size else bytes_read end,
        state = case when ${failure}::text is not null or row_count = rejected_count then 'failed' else 'completed' end::import_state,
        failure = coalesce(${failure}::text, case when row_count = rejected_count then 'import.no_valid_rows' end)
      where id = ${importId} and state = 'running'
      returning state::text, failure, stored_as as "storedAs"`;
    const row = rows[0];
    if (!row) return null;
    const after = { state: row.state, failure: row.failure };
    await recordAudit(tx, { operatorId: null, event: `import.${row.state}`, subject: `import:${importId}`, after });
    return row.storedAs;
  });
  await deleteStored(storedAs);
}
