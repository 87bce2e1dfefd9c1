"use client";

import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { MultiSelect } from "@/components/ui/multi-select";
import { Textarea } from "@/components/ui/textarea";
import { useFormat } from "@/lib/i18n/use-format";

export type ListChoice = { id: number; name: string; memberCount: number };
type Chosen = { listIds: number[]; pasted: string };

type Props = {
  chosen: Chosen;
  lists: readonly ListChoice[];
  change: (changes: Partial<Chosen>) => void;
  faults: Record<string, string | undefined>;
  /** What a number in several lists means. */
  listsHelp: string;
};

/** Whom something is for: lists, and numbers that are pasted. */
export function AudienceInputs({ chosen, lists, change, faults, listsHelp }: Props) {
  const t = useTranslations("lists.choose");
  const format = useFormat();
  return (
    <>
      <Field label={t("lists")} help={lists.length === 0 ? t("noLists") : listsHelp} error={faults.listIds}>
        <MultiSelect
          name="lists"
          placeholder={t("listsPlaceholder")}
          items={lists.map((list) => ({ value: String(list.id), label: list.name, hint: format.number(list.memberCount) }))}
          value={chosen.listIds.map(String)}
          onValueChange={(values) => change({ listIds: values.map(Number) })}
        />
      </Field>
      <Field label={t("pasted")} help={t("pastedHelp")} error={faults.pasted}>
        <Textarea name="pasted" rows={3} value={chosen.pasted} onChange={(event) => change({ pasted: event.target.value })} />
      </Field>
    </>
  );
}

type InvalidProps = { lines: readonly { line: number; input: string }[]; count: number };

/** Pasted lines that are no numbers, the first of them written out. */
export function InvalidLines({ lines, count }: InvalidProps) {
  const t = useTranslations("lists.choose");
  if (count === 0) return null;
  return (
    <div className="mt-1 text-failed-fg">
      <p>{t("invalid", { count })}</p>
      <ul className="text-12">
        {lines.map(({ line, input }) => (
          <li key={`${line} ${input}`}>{t("invalidLine", { line, input })}</li>
        ))}
      </ul>
    </div>
  );
}
