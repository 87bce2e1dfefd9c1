"use client";

import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { useFormat } from "@/lib/i18n/use-format";

export const TARGETS = ["new", "existing", "none"] as const;
export type Target = { to: (typeof TARGETS)[number]; newName: string; listId: number | null };
export type ListChoice = { id: number; name: string; memberCount: number };

type Props = {
  target: Target;
  lists: readonly ListChoice[];
  onChange: (changes: Partial<Target>) => void;
  faults: { newListName?: string; listId?: string };
};

const WORD = { new: "targetNew", existing: "targetExisting", none: "targetNone" } as const;

/** Which list the contacts go into. */
export function TargetFields({ target, lists, onChange, faults }: Props) {
  const t = useTranslations("imports.wizard");
  const format = useFormat();
  return (
    <section aria-labelledby="target" className="flex max-w-100 flex-col gap-3">
      <h2 id="target" className="text-16 font-strong">
        {t("target")}
      </h2>
      <RadioGroup
        label={t("target")}
        labelHidden
        items={TARGETS.map((value) => ({ value, label: t(WORD[value]), disabled: value === "existing" && lists.length === 0 }))}
        value={target.to}
        onValueChange={(to) => onChange({ to })}
      />
      {target.to === "new" && (
        <Field label={t("newName")} error={faults.newListName}>
          <Input value={target.newName} maxLength={120} autoComplete="off" onValueChange={(newName) => onChange({ newName })} />
        </Field>
      )}
      {target.to === "existing" && (
        <Field label={t("existing")} error={faults.listId}>
          <Select
            placeholder={t("existingChoose")}
            items={lists.map(({ id, name, memberCount }) => ({ value: String(id), label: name, hint: format.number(memberCount) }))}
            value={target.listId === null ? null : String(target.listId)}
            onValueChange={(value) => onChange({ listId: Number(value) })}
          />
        </Field>
      )}
      <p className="text-12 text-muted">{t("promise")}</p>
    </section>
  );
}
