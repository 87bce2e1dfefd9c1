"use client";

import { Ban, ListPlus, Play, Square } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormDialog, type Entered } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toast";
import { listOfResultsAction, quarantineAction, resumeCheckAction, stopCheckAction } from "@/lib/hlr/actions";
import { VERDICTS, type Verdict } from "@/lib/hlr/lifecycle";
import type { CheckProgress } from "@/lib/hlr/reads";
import { useFailure } from "@/lib/i18n/use-failure";
import { useFormat } from "@/lib/i18n/use-format";
import { LIST_NAME_MAX_LENGTH } from "@/lib/lists/limits";

/** What can be done with a check: stop it, go on, and make something of what it found. */
export function CheckDeeds({ check }: { check: CheckProgress }) {
  const found = VERDICTS.filter((verdict) => check.verdicts[verdict] > 0);
  return (
    <>
      {found.length > 0 && <MakeListDialog check={check} found={found} />}
      {check.verdicts.does_not_exist > 0 && <QuarantineDialog checkId={check.id} count={check.verdicts.does_not_exist} />}
      <SteerButton check={check} />
    </>
  );
}

function SteerButton({ check: { id: checkId, state, stopCause, queuedCount } }: { check: CheckProgress }) {
  const t = useTranslations("hlr.run");
  const { sentence } = useFailure();
  const toast = useToast();
  const [isPending, startTransition] = useTransition();
  const mayResume = state === "stopped" && stopCause !== "restored" && queuedCount > 0;
  const mayStop = state === "running" && queuedCount > 0;
  if (!mayResume && !mayStop) return null;

  function steer() {
    startTransition(async () => {
      const outcome = await (mayStop ? stopCheckAction({ checkId }) : resumeCheckAction({ checkId }));
      if (outcome.ok) toast.done(t(mayStop ? "stopped" : "resumed"));
      else toast.failed(sentence(outcome.error));
    });
  }

  return (
    <Button
      variant={mayStop ? "secondary" : "primary"}
      icon={mayStop ? <Square aria-hidden /> : <Play aria-hidden />}
      pending={isPending}
      onClick={steer}
    >
      {t(mayStop ? "stop" : "resume")}
    </Button>
  );
}

function MakeListDialog({ check, found }: { check: CheckProgress; found: readonly Verdict[] }) {
  const t = useTranslations("hlr.makeList");
  const words = useTranslations("hlr.verdict");
  const format = useFormat();
  const toast = useToast();
  const router = useRouter();
  const [first = "reachable"] = found;

  async function submit({ one }: Entered) {
    const outcome = await listOfResultsAction({ checkId: check.id, verdict: one("verdict") as Verdict, name: one("name") });
    if (outcome.ok) {
      toast.done(t("done", { count: outcome.value.count }));
      router.push(`/lists/${outcome.value.listId}`);
    }
    return outcome;
  }

  return (
    <FormDialog trigger={<Button icon={<ListPlus aria-hidden />}>{t("open")}</Button>} title={t("title")} submitLabel={t("submit")} submit={submit}>
      {(faults) => (
        <>
          <Field label={t("which")} error={faults.verdict}>
            <Select
              name="verdict"
              defaultValue={first}
              items={found.map((verdict) => ({ value: verdict, label: words(verdict), hint: format.number(check.verdicts[verdict]) }))}
            />
          </Field>
          <Field label={t("name")} error={faults.name}>
            <Input
              name="name"
              autoComplete="off"
              maxLength={LIST_NAME_MAX_LENGTH}
              defaultValue={t("suggested", { when: format.date(check.createdAt), verdict: words(first) })}
            />
          </Field>
        </>
      )}
    </FormDialog>
  );
}

function QuarantineDialog({ checkId, count }: { checkId: number; count: number }) {
  const t = useTranslations("hlr.quarantine");
  const toast = useToast();

  async function submit({ one }: Entered) {
    const outcome = await quarantineAction({ checkId, reason: one("reason") });
    if (outcome.ok) toast.done(t("done", { count: outcome.value.count }));
    return outcome;
  }

  return (
    <FormDialog
      trigger={<Button icon={<Ban aria-hidden />}>{t("open")}</Button>}
      title={t("title", { count })}
      description={t("text")}
      submitLabel={t("submit")}
      submit={submit}
    >
      {(faults) => (
        <Field label={t("reason")} error={faults.reason}>
          <Textarea name="reason" rows={2} maxLength={500} defaultValue={t("reasonDefault")} />
        </Field>
      )}
    </FormDialog>
  );
}
