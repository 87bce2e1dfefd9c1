"use client";

import { useState, useTransition, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import type { ListChoice } from "@/components/lists/audience-inputs";
import { AudienceFields } from "@/components/mailings/audience-fields";
import { ReviewDialog } from "@/components/mailings/review-dialog";
import { TextFields } from "@/components/mailings/text-fields";
import { TimeFields } from "@/components/mailings/time-fields";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { useFailure } from "@/lib/i18n/use-failure";
import { saveDraftAction } from "@/lib/mailings/actions";

export type Draft = {
  mailingId: number | null;
  name: string;
  listIds: number[];
  pasted: string;
  sender: string;
  text: string;
  speedPerMinute: number | null;
  /** Local wall-clock time as a date field holds it; empty = now. */
  localTime: string;
};

type Answer = Awaited<ReturnType<typeof saveDraftAction>>;

/** Write a mailing: who, what, when; then look at it once more and send. Nothing typed is lost on the way. */
export function MailingForm({ initial, lists }: { initial: Draft; lists: readonly ListChoice[] }) {
  const t = useTranslations("mailings.form");
  const { sentence, fields } = useFailure();
  const toast = useToast();
  const [draft, setDraft] = useState(initial);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [isReviewing, setIsReviewing] = useState(false);
  const [isPending, startTransition] = useTransition();
  const change = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));
  const faults = faultsOf(answer, fields, sentence);

  /** Both ways begin by keeping what was written; a review then opens on what was kept. */
  function save(then: "stay" | "review") {
    startTransition(async () => {
      const { localTime, ...input } = draft;
      void localTime;
      const outcome = await saveDraftAction(input);
      setAnswer(outcome);
      if (!outcome.ok) return;
      change({ mailingId: outcome.value.mailingId });
      window.history.replaceState(null, "", `/mailings/new?draft=${outcome.value.mailingId}`);
      if (then === "review") setIsReviewing(true);
      else toast.done(t("saved"));
    });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    save("review");
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="flex max-w-180 flex-col gap-10">
      {faults.form && <Banner tone="failed" title={faults.form} />}
      <Field label={t("name")} help={t("nameHelp")} error={faults.name}>
        <Input
          name="name"
          value={draft.name}
          maxLength={120}
          autoFocus={initial.mailingId === null}
          autoComplete="off"
          onValueChange={(name) => change({ name })}
        />
      </Field>
      <AudienceFields draft={draft} lists={lists} change={change} faults={faults} />
      <TextFields draft={draft} change={change} faults={faults} />
      <TimeFields draft={draft} change={change} faults={faults} />
      <div className="flex gap-2 border-t border-line pt-5 max-sm:sticky max-sm:bottom-0 max-sm:bg-surface max-sm:pb-4 max-sm:[&>*]:flex-1">
        <Button type="submit" variant="primary" pending={isPending}>
          {t("review")}
        </Button>
        <Button pending={isPending} onClick={() => save("stay")}>
          {t("save")}
        </Button>
      </div>
      {draft.mailingId !== null && <ReviewDialog draft={{ ...draft, mailingId: draft.mailingId }} open={isReviewing} onOpenChange={setIsReviewing} />}
    </form>
  );
}

export type Faults = Record<string, string | undefined>;

/** A fault stands at its field; the one that the database found belongs to the text. */
function faultsOf(
  answer: Answer | null,
  fields: ReturnType<typeof useFailure>["fields"],
  sentence: ReturnType<typeof useFailure>["sentence"],
): Faults {
  if (!answer || answer.ok) return {};
  if (answer.error.code === "input.invalid") return fields(answer);
  if (answer.error.code === "mailing.unknown_placeholder") return { text: sentence(answer.error) };
  return { form: sentence(answer.error) };
}
