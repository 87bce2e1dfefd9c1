import { guardRoute } from "@/lib/auth/guard";
import { type ContactWords, exportContacts } from "@/lib/contacts/export";
import { CONTACT_SORTS, CONTACTS_OWN_SORT, listContacts } from "@/lib/contacts/reads";
import { csvAnswer } from "@/lib/csv";
import { getTranslator } from "@/lib/i18n/request";
import { idInAddress, sortInAddress } from "@/lib/keyset";
import { findList, listMembers } from "@/lib/lists/reads";
import { queryInAddress } from "@/lib/search/sealed-query";

/** Exactly the contacts of a view, in its order, or with `list` the members of one, as CSV, streamed. */
export async function GET(request: Request): Promise<Response> {
  const who = await guardRoute("contact.export");
  if (who instanceof Response) return who;
  const { searchParams } = new URL(request.url);
  const words = await readWords();
  if (searchParams.has("list")) {
    const listId = idInAddress(searchParams.get("list") ?? "");
    if (!(await findList(listId))) return Response.json({ code: "list.not_found" }, { status: 404 });
    return csvAnswer(
      exportContacts((after, limit) => listMembers(listId, cursorAt(after), limit), words),
      `list-${listId}.csv`,
    );
  }
  const search = queryInAddress(searchParams.get("q"));
  const sort = sortInAddress(searchParams.get("sort") ?? undefined, CONTACT_SORTS, CONTACTS_OWN_SORT);
  return csvAnswer(
    exportContacts((after, limit) => listContacts(cursorAt(after), { search, sort, limit }), words),
    "contacts.csv",
  );
}

const cursorAt = (after: string | null) => (after === null ? {} : { after });

/** The reader's own words. */
async function readWords(): Promise<ContactWords> {
  const [contacts, suppression] = await Promise.all([getTranslator("contacts"), getTranslator("suppression")]);
  return {
    heads: ["number", "name", "state", "added"].map((column) => contacts(`table.${column}`)),
    suppressed: suppression("badge.word"),
  };
}
