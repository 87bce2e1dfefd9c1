import type { Tx } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";

export type AuditRecord = {
  /** Null when the program did it by itself. */
  operatorId: number | null;
  /** `noun.deed`, such as `mailing.paused`. */
  event: string;
  /** `noun:id`, such as `mailing:12`. */
  subject: string;
  before?: Prisma.InputJsonValue;
  after?: Prisma.InputJsonValue;
  reason?: string | null;
  address?: string | null;
};

/** Write who did what, in the transaction of the deed itself: neither stands without the other. */
export async function recordAudit(tx: Tx, record: AuditRecord): Promise<void> {
  await tx.auditEntry.create({ data: record });
}
