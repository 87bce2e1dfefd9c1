"use client";

import { Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { SegmentMeter } from "@/components/messages/segment-meter";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { useFailure } from "@/lib/i18n/use-failure";
import { sendSingleAction } from "@/lib/messages/actions";

type Answer = Awaited<ReturnType<typeof sendSingleAction>>;

export type Single = { number: string; sender: string; text: string };

/** One message to one number. After sending, its own page follows it to the end. */
export function SendOneForm({ country, initial }: { country: string; /** What is sent again. */ initial?: Single }) {
  const t = useTranslations("messages.sendOne");
  const { sentence, fields } = useFailure();
  const router = useRouter();
  const [text, setText] = useState(initial?.text ?? "");
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [waitSeconds, setWaitSeconds] = useState(0);
  const [isPending, startTransition] = useTransition();

  useEffect(() => {
    if (waitSeconds <= 0) return;
    const timer = setTimeout(() => setWaitSeconds(waitSeconds - 1), 1000);
    return () => clearTimeout(timer);
  }, [waitSeconds]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const value = (name: string) => (form.get(name) ?? "") as string;
    startTransition(async () => {
      const outcome = await sendSingleAction({ number: value("number"), sender: value("sender"), text });
      setAnswer(outcome);
      if (outcome.ok) router.push(`/messages/${outcome.value.messageId}`);
      else if (outcome.error.code === "message.identical" && "seconds" in outcome.error) setWaitSeconds(Number(outcome.error.seconds));
    });
  }

  const faults = fields(answer);
  const refusal = answer && !answer.ok && Object.keys(faults).length === 0 ? answer.error : null;
  return (
    <form method="post" onSubmit={submit} noValidate className="flex max-w-140 flex-col gap-5">
      {refusal && refusal.code !== "message.identical" && <Banner tone="failed" title={sentence(refusal)} />}
      {waitSeconds > 0 && <Banner tone="attention" title={t("wait", { seconds: waitSeconds })} />}
      <Field label={t("number")} help={t("numberHelp", { country })} error={faults.number}>
        <Input name="number" defaultValue={initial?.number} inputMode="tel" autoComplete="off" autoFocus maxLength={40} />
      </Field>
      <Field label={t("sender")} help={t("senderHelp")} error={faults.sender}>
        <Input name="sender" defaultValue={initial?.sender} autoComplete="off" maxLength={15} />
      </Field>
      <Field label={t("text")} help={<SegmentMeter text={text} />} error={faults.text}>
        <Textarea name="text" rows={5} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <div>
        <Button type="submit" variant="primary" icon={<Send aria-hidden />} pending={isPending} disabled={waitSeconds > 0}>
          {t("submit")}
        </Button>
      </div>
    </form>
  );
}
