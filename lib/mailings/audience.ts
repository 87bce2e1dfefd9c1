import { pool } from "@/lib/db";
import { normaliseMsisdn, type MsisdnFault } from "@/lib/sms/msisdn";
import { parseTemplate } from "@/lib/sms/template";
import { TEXT_MAX_LENGTH } from "@/lib/sms/schema";

export type PastedFault = { line: number; input: string; reason: MsisdnFault };
export type Pasted = { msisdns: string[]; invalid: PastedFault[] };

/** Read pasted numbers: one a line, or between commas and semicolons; each number once. */
export function parsePastedNumbers(text: string, defaultCountry = "RU"): Pasted {
  const msisdns = new Set<string>();
  const invalid: PastedFault[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    for (const input of line.split(/[,;\t]/)) {
      if (input.trim() === "") continue;
      const read = normaliseMsisdn(input, defaultCountry);
      if (read.ok) msisdns.add(read.msisdn);
      else invalid.push({ line: index + 1, input: input.trim().slice(0, 40), reason: read.reason });
    }
  }
  return { msisdns: [...msisdns], invalid };
}

export type Audience = { listIds: readonly number[]; msisdns: readonly string[] };
export type AudienceCount = { unique: number; suppressed: number; tooLong: number; sendable: number };

/** `$1` list ids, `$2` pasted numbers: every recipient once. */
export const RECIPIENTS_SQL = `
  select c.msisdn from list_member l join contact c on c.id = l.contact_id where l.list_id = any ($1::int[])
  union
  select unnest($2::text[]) collate "C"`;

/**
 * Count who would get a text: recipients once each, those suppressed, and those whose own text would pass the gateway's
 * length. One pass over the lists' members; no message is touched.
 */
export async function countAudience({ listIds, msisdns }: Audience, text: string): Promise<AudienceCount> {
  const length = lengthSql(text);
  const { rows } = await pool.query<Omit<AudienceCount, "sendable">>(
    `with recipient as (${RECIPIENTS_SQL})
     select count(*) as unique, count(x.msisdn) as suppressed,
       count(*) filter (where x.msisdn is null and ${length.sql} > $3) as "tooLong"
     from recipient r left join suppression x on x.msisdn = r.msisdn
       ${length.needsContact ? "left join contact c on c.msisdn = r.msisdn" : ""}`,
    [listIds, msisdns, TEXT_MAX_LENGTH, ...length.values],
  );
  const { unique = 0, suppressed = 0, tooLong = 0 } = rows[0] ?? {};
  return { unique, suppressed, tooLong, sendable: unique - suppressed - tooLong };
}

/** The length of a recipient's own text as an SQL sum; literals are counted here, values by the database. */
function lengthSql(text: string): { sql: string; needsContact: boolean; values: string[] } {
  const values: string[] = [];
  let fixed = 0;
  const sums: string[] = [];
  for (const part of parseTemplate(text)) {
    if ("literal" in part) {
      fixed += [...part.literal].length;
      continue;
    }
    const source = part.key === "name" ? "c.name" : `c.attributes ->> $${values.push(part.key) + 3}`;
    sums.push(`coalesce(nullif(char_length(btrim(${source})), 0), ${[...part.fallback].length})`);
  }
  return { sql: [String(fixed), ...sums].join(" + "), needsContact: sums.length > 0, values };
}

/** Attribute names that contacts of these lists have, the most usual first; read from a sample of members. */
export async function listAttributeKeys(listIds: readonly number[]): Promise<string[]> {
  const { rows } = await pool.query<{ key: string }>(
    `select key from (
       select c.attributes from list_member l join contact c on c.id = l.contact_id where l.list_id = any ($1::int[]) limit 2000
     ) sample, jsonb_object_keys(sample.attributes) as key group by key order by count(*) desc, key limit 50`,
    [listIds],
  );
  return rows.map(({ key }) => key);
}

/** Keys of a text that no contact of the chosen lists has. */
export async function unknownKeys(listIds: readonly number[], keys: readonly string[]): Promise<string[]> {
  const asked = keys.filter((key) => key !== "name");
  if (asked.length === 0) return [];
  const { rows } = await pool.query<{ key: string }>(
    `select key from unnest($2::text[]) key where not exists (
       select from list_member l join contact c on c.id = l.contact_id where l.list_id = any ($1::int[]) and c.attributes ? key)`,
    [listIds, asked],
  );
  return rows.map(({ key }) => key);
}
