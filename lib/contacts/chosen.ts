import { Prisma } from "@/lib/generated/prisma/client";
import { msisdnPrefix } from "@/lib/suppression/search";

/** Which contacts: some by their ids, all whom a search shows (everybody when it is empty), or all members of a list. */
export type ChosenContacts = { ids: readonly number[] } | { search: string } | { memberOf: number };

/** SQL that selects the ids of chosen contacts, each once; the same contacts as `listContacts` and `listMembers` show. */
export function chosenContactsSql(chosen: ChosenContacts): Prisma.Sql {
  if ("ids" in chosen) return Prisma.sql`select id from contact where id = any(${[...chosen.ids]}::int[])`;
  if ("memberOf" in chosen) return Prisma.sql`select contact_id as id from list_member where list_id = ${chosen.memberOf}`;
  const name = chosen.search.trim();
  const prefix = msisdnPrefix(name);
  if (prefix !== null) return Prisma.sql`select id from contact where msisdn >= ${prefix} and msisdn < ${prefix} || '~'`;
  if (name === "") return Prisma.sql`select id from contact`;
  return Prisma.sql`
    select id from contact
    where lower(name) collate "C" >= lower(${name}) and lower(name) collate "C" < lower(${name}) || chr(1114111)`;
}
