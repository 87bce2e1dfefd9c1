"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { DescriptionList } from "@/components/ui/description-list";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ResultRow } from "@/lib/hlr/reads";
import { errKey } from "@/lib/smsc/status-catalogue";

/** What an HLR check found of one number. */
export type Lookup = ResultRow & { checkId: number };

/** What was found, in a sentence, and that nobody received anything. */
export function LookupAccount({ lookup, err }: { lookup: Lookup; err: number | null }) {
  const t = useTranslations("hlr");
  const statuses = useTranslations("statuses");
  return [t(`meaning.${lookup.verdict ?? "none"}`), ...(err ? [`${statuses(`err.${errKey(err)}`, { code: err })}.`] : []), t("message.notText")].join(
    " ",
  );
}

/** Where the number is at home, where it is now, and which check asked. */
export function LookupFacts({ lookup }: { lookup: Lookup }) {
  const t = useTranslations("hlr");
  const messages = useTranslations("messages.page");
  const named = (name: string | null) => name ?? messages("unknown");
  const roaming = [lookup.roamingCarrier, lookup.roamingCountry].filter((name) => name !== null).join(", ");
  return (
    <>
      <h2 className="mb-1 text-16 font-strong">
        <Link className="link" href={`/hlr/${lookup.checkId}`}>
          {t("message.check")}
        </Link>
      </h2>
      <DescriptionList
        items={[
          { term: t("message.carrier"), details: named(lookup.carrier) },
          { term: t("message.country"), details: named(lookup.country) },
          ...(roaming ? [{ term: t("message.roaming"), details: roaming }] : []),
          ...(lookup.checkedAt ? [{ term: t("table.at"), details: <RelativeTime at={lookup.checkedAt} /> }] : []),
        ]}
      />
    </>
  );
}
