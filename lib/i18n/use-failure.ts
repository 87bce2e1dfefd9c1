"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { fieldErrors, type Answer } from "@/lib/auth/action-result";

/** A refusal as a server action answers it. */
export type RefusalLike = { code: string };

/**
 * Word refusals of server actions: `const { sentence, fields } = useFailure()`.
 * `sentence(error)` is the whole refusal, `fields(answer)` one sentence per faulty field.
 */
export function useFailure() {
  const t = useTranslations("errors");
  const sentence = useCallback((error: RefusalLike) => (t.has(error.code) ? t(error.code, factsOf(error)) : t("unknown", { code: error.code })), [t]);
  const fields = useCallback(
    (answer: Answer | null | undefined) =>
      Object.fromEntries(
        Object.entries(fieldErrors(answer)).map(([field, code]) => [field, t.has(`field.${code}`) ? t(`field.${code}`) : t("field.invalid")]),
      ) as Record<string, string | undefined>,
    [t],
  );
  return { sentence, fields };
}

/** What ICU takes as arguments; a fact that is absent or a list is none. */
function factsOf(error: RefusalLike): Record<string, string | number> {
  const facts: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(error)) {
    if (typeof value === "string" || typeof value === "number") facts[name] = value;
  }
  return facts;
}
