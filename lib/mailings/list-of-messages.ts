import { recordAudit } from "@/lib/audit";
import type { Tx } from "@/lib/db";
import { err, ok } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { createList } from "@/lib/lists/commands";
import type { MessageFilter } from "@/lib/messages/filters";
import { matchingSql } from "@/lib/messages/reads";

/** Which of a mailing's messages: some by their ids, or all that a filter and a number's beginning leave. */
export type ChosenMessages = { ids: readonly number[] } | { filter: MessageFilter; search: string };

type Wanted = { mailingId: number; chosen: ChosenMessages; name: string; operatorId: number; address?: string | null };

/**
 * Make a list of the recipients of a mailing's messages, such as of all that failed. What is chosen is chosen by the states
 * of this moment; a recipient who was deleted since is left out. Nobody left: the list is not made.
 */
export async function makeListOfMessages(tx: Tx, { mailingId, chosen, name, operatorId, address }: Wanted) {
  const mailing = await tx.mailing.findUnique({ where: { id: mailingId }, select: { state: true } });
  if (!mailing) return err({ code: "mailing.not_found" as const });
  const made = await createList(tx, { name, operatorId, address });
  if (!made.ok) return made;
  const { listId } = made.value;
  const matching =
    "ids" in chosen ? Prisma.sql`m.id = any(${[...chosen.ids]}::bigint[])` : matchingSql(chosen.filter, chosen.search, mailing.state === "paused");
  const count = await tx.$executeRaw`
    insert into list_member (list_id, contact_id)
    select ${listId}, c.id from message m left join submission s on s.id = m.submission_id join contact c on c.msisdn = m.msisdn
    where m.mailing_id = ${mailingId} and ${matching}`;
  if (count === 0) throw new NobodyChosen();
  await tx.mailingList.update({ where: { id: listId }, data: { memberCount: count }, select: { id: true } });
  const of = "ids" in chosen ? {} : { filter: chosen.filter };
  await recordAudit(tx, { operatorId, event: "list.made_of_messages", subject: `mailing:${mailingId}`, after: { listId, count, ...of }, address });
  return ok({ listId, count });
}

/** Undoes the list that would be empty. */
class NobodyChosen extends Error {}

/** Turn the end of an empty list into what is said of it; throws everything else. */
export function nobodyChosen(error: unknown) {
  if (error instanceof NobodyChosen) return err({ code: "list.nobody" as const });
  throw error;
}
