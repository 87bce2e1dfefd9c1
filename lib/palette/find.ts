import { pool } from "@/lib/db";
import { listContacts } from "@/lib/contacts/reads";
import { placeOfNumber } from "@/lib/messages/display";
import { findLoosely } from "@/lib/messages/find-loosely";
import { formatMsisdn, maskMsisdn } from "@/lib/sms/msisdn";

/** Something of ours that fits what was typed, and where it is. */
export type Found = { kind: "mailing" | "list" | "contact" | "number"; key: string; label: string; hint: string | null; href: string };

/** What a person may see. */
export type Sight = { mailings: boolean; lists: boolean; /** Names and whole numbers. */ contacts: boolean };

const EACH = 5;
/** One letter fits everything. */
const LEAST = 2;

/** Find what a person may mean by a few letters or digits, a few of each kind, no more than they may see. */
export async function findForPalette(query: string, sight: Sight): Promise<Found[]> {
  const text = query.trim();
  if (text.length < LEAST) return [];
  const [loose, lists, contacts] = await Promise.all([
    findLoosely(text),
    sight.lists ? findLists(text) : [],
    sight.contacts ? listContacts({}, { search: text, limit: EACH }).then(({ rows }) => rows) : [],
  ]);
  const known = new Set(contacts.map(({ id }) => id));
  return [
    ...(sight.mailings ? loose.mailings : [])
      .slice(0, EACH)
      .map(({ id, name }): Found => ({ kind: "mailing", key: `mailing ${id}`, label: name, hint: null, href: `/mailings/${id}` })),
    ...lists.map(({ id, name }): Found => ({ kind: "list", key: `list ${id}`, label: name, hint: null, href: `/lists/${id}` })),
    ...contacts.map(({ id, msisdn, name }): Found => {
      const number = formatMsisdn(msisdn);
      return { kind: "contact", key: `contact ${id}`, label: name ?? number, hint: name ? number : null, href: `/contacts/${id}` };
    }),
    ...loose.numbers
      .filter(({ contactId }) => contactId === null || !known.has(contactId))
      .slice(0, EACH)
      .map((number): Found => ({
        kind: "number",
        key: `number ${number.contactId ?? ""} ${number.messageId ?? ""}`,
        label: sight.contacts ? formatMsisdn(number.msisdn) : maskMsisdn(number.msisdn),
        hint: sight.contacts ? number.name : null,
        href: placeOfNumber(number),
      })),
  ];
}

/** Lists are few: those that hold the text anywhere in their name, the ones that begin with it first. */
async function findLists(text: string): Promise<{ id: number; name: string }[]> {
  const { rows } = await pool.query<{ id: number; name: string }>({
    name: "lists_like",
    text: "select id, name from mailing_list where position(lower($1) in lower(name)) > 0 order by position(lower($1) in lower(name)), name limit $2",
    values: [text, EACH],
  });
  return rows;
}
