import { recordAudit } from "@/lib/audit";
import type { Tx } from "@/lib/db";
import { err } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { fillListNamed } from "@/lib/lists/commands";
import type { MessageFilter } from "@/lib/messages/filters";
import { matchingSql } from "@/lib/messages/reads";

/** Which of a mailing's messages: some by their ids, or all that a filter and a number's beginning leave. */
export type ChosenMessages = { ids: readonly number[] } | { filter: MessageFilter; search: string };

type Wanted = { mailingId: number; chosen: ChosenMessages; name: string; operatorId: number; address?: string | null };

/**
 * Put the recipients of a mailing's messages into the list of a name, made when there is none: such as all that failed.
 * What is chosen is chosen by the states of this moment; a recipient who was deleted since is left out. Nobody left: no
 * list is made.
 */
export async function fillListOfMessages(tx: Tx, { mailingId, chosen, name, operatorId, address }: Wanted) {
  const mailing = await tx.mailing.findUnique({ where: { id: mailingId }, select: { state: true } });
  if (!mailing) return err({ code: "mailing.not_found" as const });
  const matching =
    "ids" in chosen ? Prisma.sql`m.id = any(${[...chosen.ids]}::bigint[])` : matchingSql(chosen.filter, chosen.search, mailing.state === "paused");
  const contacts = Prisma.sql`
    select c.id from message m left join submission s on s.id = m.submission_id join contact c on c.msisdn = m.msisdn
    where m.mailing_id = ${mailingId} and ${matching}`;
  const made = await fillListNamed(tx, { contacts, name, operatorId, address });
  if (!made.ok) return made;
  const of = "ids" in chosen ? {} : { filter: chosen.filter };
  await recordAudit(tx, { operatorId, event: "list.made_of_messages", subject: `mailing:${mailingId}`, after: { ...made.value, ...of }, address });
  return made;
}
