"use client";

import { Check, MailOpen, Undo2 } from "lucide-react";
import { useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { useFailure } from "@/lib/i18n/use-failure";
import { handleReplyAction } from "@/lib/replies/actions";
import type { ReplyDeed } from "@/lib/replies/schema";

const ICON = { read: MailOpen, done: Check, reopen: Undo2 } as const;

type Props = { reply: { id: number; isRead: boolean; doneAt: string | null } };

/** What may be done with a reply as it stands. */
export function ReplyDeeds({ reply }: Props) {
  const t = useTranslations("replies.deed");
  const { sentence } = useFailure();
  const toast = useToast();
  const [isPending, startTransition] = useTransition();
  const deeds: readonly ReplyDeed[] = reply.doneAt !== null ? ["reopen"] : reply.isRead ? ["done"] : ["read", "done"];

  function handle(deed: ReplyDeed) {
    startTransition(async () => {
      const outcome = await handleReplyAction({ replyId: reply.id, deed });
      if (!outcome.ok) toast.failed(sentence(outcome.error));
    });
  }

  return (
    <div className="flex gap-1">
      {deeds.map((deed) => {
        const Icon = ICON[deed];
        return (
          <Button key={deed} size="s" variant="quiet" icon={<Icon aria-hidden />} pending={isPending} onClick={() => handle(deed)}>
            {t(deed)}
          </Button>
        );
      })}
    </div>
  );
}
