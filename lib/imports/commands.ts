import { recordAudit } from "@/lib/audit";
import type { Tx } from "@/lib/db";
import { err, ok } from "@/lib/errors";
import { statesBefore } from "@/lib/imports/lifecycle";
import type { ConfirmImportInput } from "@/lib/imports/schema";
import { enqueue } from "@/lib/queue/queue";

type Who = { operatorId: number; address?: string | null };

/** Let an uploaded file be read: how, into which list. Pressed twice, it runs once. */
export async function confirmImport(tx: Tx, input: ConfirmImportInput, { operatorId, address }: Who) {
  const { importId, layout, columns, defaultCountry, listId, newListName } = input;
  if (listId !== null && !(await tx.mailingList.findUnique({ where: { id: listId }, select: { id: true } }))) {
    return err({ code: "list.not_found" as const });
  }
  if (newListName !== null && (await tx.mailingList.findUnique({ where: { name: newListName }, select: { id: true } }))) {
    return err({ code: "list.name_taken" as const });
  }
  const { count } = await tx.import.updateMany({
    where: { id: importId, state: { in: statesBefore("queued") } },
    data: { ...layout, defaultCountry, listId, mapping: { columns, newListName: listId === null ? newListName : null }, state: "queued" },
  });
  if (count !== 1) return refusal(tx, importId, "import.cannot_confirm");
  await enqueue(tx, "import.run", { importId }, { key: `import:${importId}` });
  const after = { columns, defaultCountry, listId, newListName };
  await recordAudit(tx, { operatorId, event: "import.confirmed", subject: `import:${importId}`, after, address });
  return ok({ importId });
}

/** Stop an import. What its finished batches brought in stays; the batch under way falls away. */
export async function cancelImport(tx: Tx, { importId, operatorId, address }: { importId: number } & Who) {
  const before = await tx.import.findUnique({ where: { id: importId }, select: { state: true, storedAs: true } });
  const { count } = await tx.import.updateMany({
    where: { id: importId, state: { in: statesBefore("canceled") } },
    data: { state: "canceled", finishedAt: new Date() },
  });
  if (!before || count !== 1) return refusal(tx, importId, "import.cannot_cancel");
  await recordAudit(tx, { operatorId, event: "import.canceled", subject: `import:${importId}`, before: { state: before.state }, address });
  return ok({ storedAs: before.storedAs });
}

async function refusal(tx: Tx, importId: number, code: "import.cannot_confirm" | "import.cannot_cancel") {
  const found = await tx.import.findUnique({ where: { id: importId }, select: { state: true } });
  return found ? err({ code, state: found.state }) : err({ code: "import.not_found" as const });
}
