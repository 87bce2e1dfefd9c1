"use client";

import { Megaphone, Send, Wallet } from "lucide-react";
import { useTranslations } from "use-intl";
import { deedOf, remedyOf } from "@/components/messages/message-facts";
import { SuppressDialog } from "@/components/suppression/suppress-dialog";
import { ButtonLink } from "@/components/ui/button";
import type { MessageView } from "@/lib/messages/timeline";

/** What the reader's role may do with a message. */
export type MayDo = { answer: boolean; sendSingle: boolean; suppress: boolean; openMailing: boolean; openBalance: boolean; openContact: boolean };

/** What to do about a message, and the button that does it, where the reader may. */
export function Remedy({ message, shown, may }: { message: MessageView; /** Its number as the reader may see it. */ shown: string; may: MayDo }) {
  const t = useTranslations("messages.page");
  const statuses = useTranslations("statuses");
  const remedy = remedyOf(message, statuses);
  const deed = <RemedyDeed message={message} shown={shown} may={may} />;
  if (!remedy) return deed;
  return (
    <div className="flex max-w-180 flex-wrap items-center gap-x-4 gap-y-2">
      <p className="min-w-0 text-14 text-muted">
        <span className="font-medium text-text">{t("whatToDo")}:</span> {remedy}
      </p>
      {deed}
    </div>
  );
}

function RemedyDeed({ message, shown, may }: { message: MessageView; shown: string; may: MayDo }) {
  const t = useTranslations("messages.page.deed");
  const deed = deedOf(message);
  if (deed === "repeat" && may.sendSingle) {
    return (
      <ButtonLink size="s" href={`/messages/new?repeat=${message.id}`} icon={<Send aria-hidden />}>
        {t("repeat")}
      </ButtonLink>
    );
  }
  if (deed === "suppress" && may.suppress && message.contactId !== null)
    return <SuppressDialog whom={{ contactIds: [message.contactId], shown }} size="s" />;
  if (deed === "mailing" && may.openMailing && message.mailingId !== null) {
    return (
      <ButtonLink size="s" href={`/mailings/${message.mailingId}`} icon={<Megaphone aria-hidden />}>
        {t("mailing")}
      </ButtonLink>
    );
  }
  if (deed === "balance" && may.openBalance) {
    return (
      <ButtonLink size="s" href="/balance" icon={<Wallet aria-hidden />}>
        {t("balance")}
      </ButtonLink>
    );
  }
  return null;
}
