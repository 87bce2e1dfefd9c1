"use client";

import { useTimeZone, useTranslations } from "use-intl";
import type { Draft, Faults } from "@/components/mailings/mailing-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { RadioGroup } from "@/components/ui/radio-group";

type Props = { draft: Draft; change: (changes: Partial<Draft>) => void; faults: Faults };

/** Tomorrow at ten, as a date field writes it. */
function tomorrow(): string {
  const at = new Date(Date.now() + 86_400_000);
  at.setHours(10, 0, 0, 0);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** When it leaves and how fast. */
export function TimeFields({ draft, change, faults }: Props) {
  const t = useTranslations("mailings.form");
  const zone = useTimeZone() ?? "UTC";
  return (
    <fieldset className="flex flex-col gap-5">
      <legend className="mb-4 text-16 font-strong">{t("when")}</legend>
      <RadioGroup
        label={t("when")}
        labelHidden
        items={[
          { value: "now", label: t("now") },
          { value: "later", label: t("later") },
        ]}
        value={draft.localTime === "" ? "now" : "later"}
        onValueChange={(value) => change({ localTime: value === "now" ? "" : tomorrow() })}
      />
      {draft.localTime !== "" && (
        <Field label={t("at")} help={t("atHelp", { zone })} error={faults.scheduledAt} className="max-w-60">
          <Input type="datetime-local" value={draft.localTime} onChange={(event) => change({ localTime: event.target.value })} />
        </Field>
      )}
      <Field label={t("speed")} help={t("speedHelp")} error={faults.speedPerMinute} className="max-w-60">
        <NumberInput
          name="speed"
          value={draft.speedPerMinute}
          min={1}
          max={1_000_000}
          step={60}
          onValueChange={(speedPerMinute) => change({ speedPerMinute })}
        />
      </Field>
    </fieldset>
  );
}
