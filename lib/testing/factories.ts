import { pool } from "@/lib/db";

let sequence = 0;

/** A generated number that parses as valid and that only the sandbox accepts; its last two digits choose the fate. */
export function sampleMsisdn(n: number): string {
  return String(79_000_000_000 + n);
}

type GivenMailing = {
  recipients: readonly string[];
  state?: "sending" | "paused" | "canceled" | "completed";
  sliceSize?: number;
  speedPerMinute?: number | null;
  text?: string;
  /** Text by number; makes the mailing a personalised one. */
  texts?: Record<string, string>;
};

type GivenContact = { msisdn: string; name?: string | null; attributes?: Record<string, string> };
type GivenDraft = { listIds?: readonly number[]; pasted?: readonly string[]; text?: string; speedPerMinute?: number | null };

/** Rows as planning would have written them, for tests that begin after it. */
export const given = {
  async mailing({
    recipients,
    state = "sending",
    sliceSize = 100,
    speedPerMinute = null,
    text = "Sample text",
    texts,
  }: GivenMailing): Promise<{ id: number }> {
    const { rows } = await pool.query<{ id: number }>(
      `insert into mailing (name, text, state, slice_size, speed_per_minute, personalised, audience_count, plan_cursor, planned_at, launched_at)
       values ($1, $2, $3::mailing_state, $4, $5, $6, $7, $7, now(), now()) returning id`,
      [`Sample mailing ${++sequence}`, text, state, sliceSize, speedPerMinute, texts !== undefined, recipients.length],
    );
    const id = rows[0]?.id ?? 0;
    for (let start = 0; start < recipients.length; start += sliceSize) {
      const slice = recipients.slice(start, start + sliceSize);
      await pool.query(
        `with carrier as (
           insert into submission (mailing_id, size, silent_count, open_count) values ($1, $2, $2, $2) returning id
         )
         insert into message (mailing_id, submission_id, msisdn, text)
         select $1, carrier.id, r.msisdn, r.text from carrier, unnest($3::text[], $4::text[]) as r (msisdn, text)`,
        [id, slice.length, slice, slice.map((msisdn) => texts?.[msisdn] ?? null)],
      );
    }
    await pool.query("insert into mailing_counter_stripe (mailing_id, bucket, count) values ($1, 'queued', $2)", [id, recipients.length]);
    return { id };
  },

  /** A list and the contacts on it. */
  async list(members: readonly GivenContact[]): Promise<{ id: number }> {
    const { rows } = await pool.query<{ id: number }>("insert into mailing_list (name, member_count) values ($1, $2) returning id", [
      `Sample list ${++sequence}`,
      members.length,
    ]);
    const id = rows[0]?.id ?? 0;
    await pool.query(
      `with contacts as (
         insert into contact (msisdn, name, attributes) select * from unnest($2::text[], $3::text[], $4::jsonb[])
         on conflict (msisdn) do update set name = excluded.name, attributes = excluded.attributes returning id
       )
       insert into list_member (list_id, contact_id) select $1, id from contacts`,
      [
        id,
        members.map(({ msisdn }) => msisdn),
        members.map(({ name }) => name ?? null),
        members.map(({ attributes }) => JSON.stringify(attributes ?? {})),
      ],
    );
    return { id };
  },

  /** A mailing before it is launched. */
  async draft({ listIds = [], pasted = [], text = "Sample text", speedPerMinute = null }: GivenDraft): Promise<{ id: number }> {
    const { rows } = await pool.query<{ id: number }>(
      `insert into mailing (name, text, personalised, pasted_msisdns, speed_per_minute) values ($1, $2, $3, $4, $5) returning id`,
      [`Sample mailing ${++sequence}`, text, text.includes("{{"), pasted, speedPerMinute],
    );
    const id = rows[0]?.id ?? 0;
    await pool.query("insert into mailing_audience_list (mailing_id, list_id) select $1, unnest($2::int[])", [id, listIds]);
    return { id };
  },
};

/** What the counters of a mailing say, and what its rows say; equal at any moment between transactions. */
export async function countersAndRows(mailingId: number): Promise<{ counters: Record<string, number>; rows: Record<string, number> }> {
  const read = async (text: string) => {
    const { rows } = await pool.query<{ bucket: string; code: number; count: number }>(text, [mailingId]);
    return Object.fromEntries(rows.filter((row) => row.count > 0).map(({ bucket, code, count }) => [`${bucket} ${code}`, Number(count)]));
  };
  return {
    counters: await read("select bucket, code, count from mailing_counter where mailing_id = $1"),
    rows: await read(
      `select case when m.ended_as is not null then m.ended_as when m.status is not null then 'status' when m.skip_reason is not null then 'skipped' else s.state::text end as bucket,
         case when m.ended_as is null then coalesce(m.status, 0) else 0 end as code, count(*) as count
       from message m left join submission s on s.id = m.submission_id where m.mailing_id = $1 group by 1, 2`,
    ),
  };
}
