import { pool } from "@/lib/db";
import type { MailingStateName } from "@/lib/messages/lifecycle";
import { findById } from "@/lib/messages/reads";

/** A number that ends as asked; `messageId` is the newest message to it, null when none was sent. */
export type LooseNumber = { msisdn: string; name: string | null; contactId: number | null; messageId: number | null };
export type LooseMailing = { id: number; name: string; state: MailingStateName; launchedAt: string | null };

export type Loose = {
  numbers: LooseNumber[];
  /** The message whose id it is as well; looked for where numbers end so. */
  messageId: number | null;
  mailings: LooseMailing[];
  /** More numbers end so than are given. */
  hasMore: boolean;
};

/** Fewer digits end too many numbers; more are asked for as a number or an id. */
const DIGITS = { least: 4, most: 10 } as const;
const NUMBERS = 20;
const MAILINGS = 20;
const WORDS_AT_MOST = 8;
const NOTHING: Loose = { numbers: [], messageId: null, mailings: [], hasMore: false };

/**
 * Find what a customer or a colleague half remembers: numbers by their last digits, of contacts and of messages of no
 * mailing; mailings by words of name or text, each by its beginning. A few rows, by index; nothing counts or sorts over
 * messages. Source of the words' form: PostgreSQL, "Text Search", configuration `simple`.
 */
export async function findLoosely(query: string): Promise<Loose> {
  const digits = query.replace(/[\s().-]/g, "");
  if (/^\d+$/.test(digits)) {
    return digits.length >= DIGITS.least && digits.length <= DIGITS.most ? { ...NOTHING, ...(await findByEnd(digits)) } : NOTHING;
  }
  // A number with a plus, or an id with its mark, is no words.
  const words = /\p{L}/u.test(query) ? (query.match(/[\p{L}\p{N}]+/gu) ?? []) : [];
  return words.length === 0 ? NOTHING : { ...NOTHING, mailings: await findMailings(words.slice(0, WORDS_AT_MOST)) };
}

/** `~` is greater than any digit: from the beginning of the turned number to its end. */
const ENDS_SO = `reverse(msisdn) collate "C" >= $1 and reverse(msisdn) collate "C" < $1 || '~'`;

async function findByEnd(digits: string): Promise<Pick<Loose, "numbers" | "messageId" | "hasMore">> {
  const { rows } = await pool.query<LooseNumber>({
    name: "numbers_by_end",
    text: `
      with found as (
        (select msisdn from contact where ${ENDS_SO} limit $2)
        union
        (select msisdn from message where kind <> 'mailing' and ${ENDS_SO} limit $2)
        limit $2
      )
      select f.msisdn, c.name, c.id as "contactId", (select m.id from message m where m.msisdn = f.msisdn order by m.id desc limit 1) as "messageId"
      from found f left join contact c on c.msisdn = f.msisdn order by 4 desc nulls last`,
    values: [[...digits].reverse().join(""), NUMBERS + 1],
  });
  const messageId = rows.length > 0 ? await findById(Number(digits)) : null;
  return { numbers: rows.slice(0, NUMBERS), messageId, hasMore: rows.length > NUMBERS };
}

async function findMailings(words: readonly string[]): Promise<LooseMailing[]> {
  const { rows } = await pool.query<Omit<LooseMailing, "launchedAt"> & { launchedAt: Date | null }>({
    name: "mailings_by_words",
    text: `
      select id, name, state, launched_at as "launchedAt" from mailing
      where to_tsvector('simple', name || ' ' || text) @@ to_tsquery('simple', $1) order by id desc limit $2`,
    values: [words.map((word) => `${word}:*`).join(" & "), MAILINGS],
  });
  return rows.map((row) => ({ ...row, launchedAt: row.launchedAt?.toISOString() ?? null }));
}
