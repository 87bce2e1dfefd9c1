"use client";

import { Smartphone } from "lucide-react";
import Link from "next/link";
import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useFailure } from "@/lib/i18n/use-failure";
import { sendTestAction } from "@/lib/messages/actions";

type Answer = Awaited<ReturnType<typeof sendTestAction>>;

/** The text as it stands, to one's own phone. */
export function TestDialog({ text, sender }: { text: string; sender: string }) {
  const t = useTranslations("mailings.form");
  const { sentence, fields } = useFailure();
  const [number, setNumber] = useState("");
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [isPending, startTransition] = useTransition();
  const faults = fields(answer);

  return (
    <Dialog
      trigger={
        <Button size="s" icon={<Smartphone aria-hidden />} disabled={text.trim() === ""}>
          {t("test")}
        </Button>
      }
      title={t("testTitle")}
      description={t("testText")}
      actions={
        <Button
          size="l"
          variant="primary"
          pending={isPending}
          onClick={() => startTransition(async () => setAnswer(await sendTestAction({ number, sender, text })))}
        >
          {t("testSend")}
        </Button>
      }
    >
      {answer?.ok && (
        <Banner tone="delivered" title={t("testSent")}>
          <Link className="link" href={`/messages/${answer.value.messageId}`}>
            #{answer.value.messageId}
          </Link>
        </Banner>
      )}
      {answer && !answer.ok && !faults.number && <Banner tone="failed" title={faults.text ?? faults.sender ?? sentence(answer.error)} />}
      <Field label={t("testNumber")} error={faults.number}>
        <Input value={number} inputMode="tel" autoComplete="tel" maxLength={40} onValueChange={setNumber} />
      </Field>
    </Dialog>
  );
}
