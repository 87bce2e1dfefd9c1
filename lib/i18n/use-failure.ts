"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { fieldErrors, type Answer } from "@/lib/auth/action-result";
import type { Format } from "@/lib/i18n/format";
import { useFormat } from "@/lib/i18n/use-format";

/** A refusal as a server action answers it. */
export type RefusalLike = { code: string };

/**
 * Word refusals of server actions: `const { sentence, fields } = useFailure()`.
 * `sentence(error)` is the whole refusal, `fields(answer)` one sentence per faulty field.
 */
export function useFailure() {
  const t = useTranslations("errors");
  const format = useFormat();
  const sentence = useCallback(
    (error: RefusalLike) => (t.has(error.code) ? t(error.code, factsOf(error, format)) : t("unknown", { code: error.code })),
    [t, format],
  );
  const fields = useCallback(
    (answer: Answer | null | undefined) =>
      Object.fromEntries(
        Object.entries(fieldErrors(answer)).map(([field, code]) => [field, t.has(`field.${code}`) ? t(`field.${code}`) : t("field.invalid")]),
      ) as Record<string, string | undefined>,
    [t],
  );
  return { sentence, fields };
}

/** What ICU takes as arguments: `at` as the reader writes an instant, nothing for null; a list is none. */
function factsOf(error: RefusalLike, format: Format): Record<string, string | number> {
  const facts: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(error)) {
    if (name === "at" && typeof value === "string") facts[name] = format.dateTime(value);
    else if (typeof value === "string" || typeof value === "number") facts[name] = value;
    else if (value === null) facts[name] = "";
  }
  return facts;
}
