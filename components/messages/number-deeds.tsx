"use client";

import { UserRound } from "lucide-react";
import { useTranslations } from "use-intl";
import { SuppressDialog } from "@/components/suppression/suppress-dialog";
import { ButtonLink } from "@/components/ui/button";

type Props = { msisdn: string; /** Null when it is none, or is not theirs to see. */ contactId: number | null; maySuppress: boolean };

/** What can be done with a number that was looked up. */
export function NumberDeeds({ msisdn, contactId, maySuppress }: Props) {
  const t = useTranslations("messages.lookUp");
  return (
    <div className="flex flex-wrap gap-2">
      {contactId !== null && (
        <ButtonLink href={`/contacts/${contactId}`} icon={<UserRound aria-hidden />}>
          {t("openContact")}
        </ButtonLink>
      )}
      {maySuppress && <SuppressDialog msisdn={msisdn} />}
    </div>
  );
}
