import { pool } from "@/lib/db";

/** Something that was done to a contact or its suppression; times are ISO. */
export type ContactEvent = {
  id: number;
  at: string;
  /** `contact.created`, `contact.edited`, `suppression.added`, `suppression.lifted`. */
  event: string;
  /** Null when the program did it, as on a stop word. */
  by: string | null;
  reason: string | null;
};

const MOST = 100;

/** What was done to a contact and to its number, newest first; by the audit's index on the subject. */
export async function listContactEvents({ id, msisdn }: { id: number; msisdn: string }): Promise<ContactEvent[]> {
  const { rows } = await pool.query<Omit<ContactEvent, "at"> & { at: Date }>(
    `select a.id, a.at, a.event, o.name as by, a.reason from audit_entry a left join operator o on o.id = a.operator_id
     where a.subject = any ($1::text[]) and a.event = any ($2::text[]) order by a.id desc limit ${MOST}`,
    [
      [`contact:${id}`, `suppression:${msisdn}`],
      ["contact.created", "contact.edited", "suppression.added", "suppression.lifted"],
    ],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
