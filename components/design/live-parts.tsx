"use client";

import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toast";
import { useFormat } from "@/lib/i18n/use-format";

/** Buttons by what they weigh, and while they cannot be pressed. */
export function ButtonParts() {
  const t = useTranslations("design.parts");
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button variant="primary" icon={<Plus aria-hidden />}>
        {t("primary")}
      </Button>
      <Button>{t("secondary")}</Button>
      <Button variant="quiet">{t("quiet")}</Button>
      <Button variant="danger" icon={<Trash2 aria-hidden />}>
        {t("danger")}
      </Button>
      <Button pending>{t("pending")}</Button>
      <Button disabled>{t("disabled")}</Button>
      <Button size="s">{t("secondary")}</Button>
      <Button size="l">{t("secondary")}</Button>
    </div>
  );
}

/** Fields with their help, and with the sentence that takes its place. */
export function FieldParts() {
  const t = useTranslations("design.parts");
  const choices = [
    { value: "slow", label: t("choiceSlow") },
    { value: "fast", label: t("choiceFast") },
  ];
  return (
    <div className="grid max-w-220 gap-5 sm:grid-cols-2">
      <Field label={t("name")} help={t("nameHelp")}>
        <Input name="name" autoComplete="off" />
      </Field>
      <Field label={t("name")} error={t("nameError")}>
        <Input name="wrong" autoComplete="off" />
      </Field>
      <Field label={t("choice")}>
        <Select name="choice" items={choices} defaultValue="slow" />
      </Field>
      <Field label={t("amount")}>
        <NumberInput name="amount" defaultValue={600} />
      </Field>
      <Field label={t("messages")}>
        <Textarea name="text" rows={2} />
      </Field>
      <div className="flex flex-col gap-3">
        <RadioGroup label={t("choice")} items={choices} defaultValue="slow" />
        <Checkbox label={t("check")} defaultChecked />
      </div>
    </div>
  );
}

/** What stands over the page, and what did not work. */
export function DialogParts() {
  const t = useTranslations("design.parts");
  const format = useFormat();
  const toast = useToast();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => toast.done(t("toastDone"), { undo: () => toast.done(t("toastUndone")) })}>{t("toast")}</Button>
        <ConfirmDialog
          open={isOpen}
          onOpenChange={setIsOpen}
          trigger={<Button>{t("dialog")}</Button>}
          title={t("dialogTitle")}
          description={t("dialogText")}
          numbers={[{ label: t("dialogRow"), value: format.number(12_340), tone: "stopped" }]}
          confirmLabel={t("dialogConfirm")}
          onConfirm={() => setIsOpen(false)}
        />
      </div>
      <ErrorState title={t("error")} onRetry={() => toast.failed(t("error"))}>
        {t("errorNext")}
      </ErrorState>
    </>
  );
}
