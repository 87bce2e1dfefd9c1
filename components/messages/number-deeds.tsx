"use client";

import { UserRound } from "lucide-react";
import { useTranslations } from "use-intl";
import { SuppressDialog } from "@/components/suppression/suppress-dialog";
import { ButtonLink } from "@/components/ui/button";

type Props = { contactId: number; /** The number as this person may see it. */ shown: string; mayOpen: boolean; maySuppress: boolean };

/** What can be done with a number that was looked up. */
export function NumberDeeds({ contactId, shown, mayOpen, maySuppress }: Props) {
  const t = useTranslations("messages.lookUp");
  return (
    <div className="flex flex-wrap gap-2">
      {mayOpen && (
        <ButtonLink href={`/contacts/${contactId}`} icon={<UserRound aria-hidden />}>
          {t("openContact")}
        </ButtonLink>
      )}
      {maySuppress && <SuppressDialog whom={{ contactIds: [contactId], shown }} />}
    </div>
  );
}
