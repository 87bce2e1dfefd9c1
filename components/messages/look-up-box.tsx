"use client";

import { Search, SearchX } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition, type FormEvent, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { SuppressDialog } from "@/components/suppression/suppress-dialog";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useFailure } from "@/lib/i18n/use-failure";
import { useFormat } from "@/lib/i18n/use-format";
import { lookUpAction } from "@/lib/messages/actions";

type Answer = Awaited<ReturnType<typeof lookUpAction>>;
type Props = { /** What was found before, below the field. */ children: ReactNode; maySuppress: boolean };

/** One field for whatever a customer names. What is found has a link of its own; the question never stands in one. */
export function LookUpBox({ children, maySuppress }: Props) {
  const t = useTranslations("messages.lookUp");
  const { sentence, fields } = useFailure();
  const router = useRouter();
  const format = useFormat();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [isPending, startTransition] = useTransition();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const asked = new FormData(event.currentTarget).get("query");
    startTransition(async () => {
      const outcome = await lookUpAction({ query: typeof asked === "string" ? asked : "" });
      setAnswer(outcome);
      if (outcome.ok && outcome.value.href !== null) router.push(outcome.value.href);
    });
  }

  const fault = answer && !answer.ok ? (fields(answer).query ?? sentence(answer.error)) : undefined;
  const nothing = answer?.ok && answer.value.href === null ? answer.value : null;
  return (
    <>
      <form role="search" method="post" onSubmit={submit} noValidate className="flex items-start gap-2">
        <Field label={t("field")} help={t("help")} error={fault} className="flex-1">
          <Input name="query" size="l" autoFocus autoComplete="off" maxLength={100} icon={<Search />} />
        </Field>
        <Button type="submit" variant="primary" size="l" pending={isPending} className="mt-6">
          {t("submit")}
        </Button>
      </form>
      <section className="mt-6" aria-live="polite">
        {nothing ? (
          <EmptyState
            icon={<SearchX />}
            title={t("none", { query: nothing.number })}
            action={maySuppress && !nothing.isSuppressed ? <SuppressDialog whom={{ msisdn: nothing.msisdn, shown: nothing.number }} /> : undefined}
          >
            {nothing.isSuppressed && <p>{t("suppressed")}</p>}
            <p>{nothing.sinceOn === null ? t("noneUnasked") : t("noneAsked", { since: format.date(`${nothing.sinceOn}T12:00:00Z`) })}</p>
          </EmptyState>
        ) : fault ? null : (
          children
        )}
      </section>
    </>
  );
}
