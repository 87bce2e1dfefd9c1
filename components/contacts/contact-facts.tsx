import Link from "next/link";
import { RemoveMemberButton } from "@/components/lists/remove-member-button";
import { DescriptionList } from "@/components/ui/description-list";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ContactDetails } from "@/lib/contacts/reads";
import { getTranslator } from "@/lib/i18n/request";

type Props = { contact: ContactDetails; mayTakeOut: boolean };

/** What we keep of a contact, and the lists it is in. */
export async function ContactFacts({ contact, mayTakeOut }: Props) {
  const t = await getTranslator("contacts");
  const items = [
    { term: t("page.name"), details: contact.name ?? <span className="text-muted">{t("page.noName")}</span> },
    ...Object.entries(contact.attributes).map(([term, details]) => ({ term, details })),
    { term: t("page.added"), details: <RelativeTime at={contact.createdAt} /> },
    { term: t("page.changed"), details: <RelativeTime at={contact.updatedAt} /> },
  ];
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <section aria-labelledby="details">
        <h2 id="details" className="mb-1 text-16 font-strong">
          {t("page.details")}
        </h2>
        <DescriptionList items={items} />
      </section>
      <section aria-labelledby="lists">
        <h2 id="lists" className="mb-1 text-16 font-strong">
          {t("page.lists")}
        </h2>
        {contact.lists.length === 0 && <p className="py-2 text-13 text-muted">{t("page.noLists")}</p>}
        <ul className="text-13">
          {contact.lists.map((list) => (
            <li key={list.id} className="flex min-h-9 items-center justify-between gap-2 border-t border-line first:border-t-0">
              <Link className="link truncate" href={`/lists/${list.id}`}>
                {list.name}
              </Link>
              {mayTakeOut && <RemoveMemberButton list={list} contact={{ id: contact.id, msisdn: contact.msisdn }} />}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
