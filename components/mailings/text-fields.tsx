"use client";

import { useQuery } from "@tanstack/react-query";
import { Braces } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import type { Draft, Faults } from "@/components/mailings/mailing-form";
import { TestDialog } from "@/components/mailings/test-dialog";
import { SegmentMeter } from "@/components/messages/segment-meter";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Menu } from "@/components/ui/menu";
import { Textarea } from "@/components/ui/textarea";
import { previewQueries } from "@/lib/mailings/query-options";

type Props = { draft: Draft; change: (changes: Partial<Draft>) => void; faults: Faults };

const FALLBACK_EXAMPLE = "{{name|friend}}";

/** What it says and in whose name: with what it costs to say it, while it is being written. */
export function TextFields({ draft, change, faults }: Props) {
  const t = useTranslations("mailings.form");
  const field = useRef<HTMLTextAreaElement>(null);
  const { data } = useQuery(previewQueries.audience({ listIds: draft.listIds, pasted: "", text: "", sender: "" }));
  const keys = ["name", ...(draft.listIds.length > 0 ? (data?.keys ?? []) : [])];

  function insert(key: string) {
    const at = field.current?.selectionStart ?? draft.text.length;
    const placeholder = `{{${key}}}`;
    change({ text: draft.text.slice(0, at) + placeholder + draft.text.slice(at) });
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(at + placeholder.length, at + placeholder.length);
    });
  }

  return (
    <fieldset className="flex flex-col gap-5">
      <legend className="mb-4 text-16 font-strong">{t("textHeading")}</legend>
      <Field label={t("sender")} help={t("senderHelp")} error={faults.sender} className="max-w-80">
        <Input name="sender" value={draft.sender} maxLength={15} autoComplete="off" onValueChange={(sender) => change({ sender })} />
      </Field>
      <Field label={t("text")} help={<SegmentMeter text={draft.text} />} error={faults.text}>
        <Textarea ref={field} name="text" rows={6} value={draft.text} onChange={(event) => change({ text: event.target.value })} />
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <PlaceholderMenu keys={keys} onSelect={insert} />
        <TestDialog text={draft.text} sender={draft.sender} />
        <span className="text-12 text-muted">{t("fallbackHelp", { example: FALLBACK_EXAMPLE })}</span>
      </div>
    </fieldset>
  );
}

function PlaceholderMenu({ keys, onSelect }: { keys: readonly string[]; onSelect: (key: string) => void }) {
  const t = useTranslations("mailings.form");
  return (
    <Menu
      trigger={
        <Button size="s" icon={<Braces aria-hidden />}>
          {t("placeholders")}
        </Button>
      }
      items={keys.map((key) => ({
        label: key === "name" ? t("placeholderName") : key,
        hint: `{{${key}}}`,
        onSelect: () => onSelect(key),
      }))}
      align="start"
    />
  );
}
