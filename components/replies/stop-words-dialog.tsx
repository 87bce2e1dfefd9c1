"use client";

import { Ban } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormDialog, type Entered } from "@/components/ui/form-dialog";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toast";
import { saveStopWordsAction } from "@/lib/replies/actions";
import { STOP_LANGUAGES, type StopLanguage } from "@/lib/replies/languages";

/** The words that suppress a number, by language, one a line. */
export function StopWordsDialog({ words }: { words: Record<StopLanguage, readonly string[]> }) {
  const t = useTranslations("replies.words");
  const toast = useToast();

  async function submit({ one }: Entered) {
    const outcome = await saveStopWordsAction({ en: one("en"), ru: one("ru") });
    if (outcome.ok) toast.done(t("saved"));
    return outcome;
  }

  return (
    <FormDialog
      trigger={<Button icon={<Ban aria-hidden />}>{t("open")}</Button>}
      title={t("title")}
      description={t("text")}
      submitLabel={t("submit")}
      submit={submit}
    >
      {(faults) => (
        <div className="grid gap-4 sm:grid-cols-2">
          {STOP_LANGUAGES.map((language) => (
            <Field key={language} label={t(`language.${language}`)} error={faults[language]}>
              <Textarea name={language} rows={8} defaultValue={words[language].join("\n")} spellCheck={false} lang={language} />
            </Field>
          ))}
        </div>
      )}
    </FormDialog>
  );
}
