"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { changePasswordAction } from "@/lib/auth/actions";
import { PASSWORD_MIN_LENGTH } from "@/lib/auth/password-length";
import { useFailure } from "@/lib/i18n/use-failure";

type Answer = Awaited<ReturnType<typeof changePasswordAction>>;

const entered = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations("auth.account.password");
  const { sentence, fields } = useFailure();
  const [answer, change, isPending] = useActionState<Answer | null, FormData>(
    (_, form) => changePasswordAction({ current: entered(form, "current"), next: entered(form, "next") }),
    null,
  );
  const faults = fields(answer);
  const refusal = answer && !answer.ok && answer.error.code !== "input.invalid" ? sentence(answer.error) : undefined;
  return (
    <section aria-labelledby="password" className="flex flex-col gap-4">
      <h2 id="password" className="text-16">
        {t("title")}
      </h2>
      <form action={change} className="flex max-w-xs flex-col gap-4">
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <Field label={t("current")} name="current" error={faults.current ?? refusal}>
          <Input type="password" autoComplete="current-password" required />
        </Field>
        <Field label={t("next")} name="next" error={faults.next} help={t("help", { minimum: PASSWORD_MIN_LENGTH })}>
          <Input type="password" autoComplete="new-password" required minLength={PASSWORD_MIN_LENGTH} />
        </Field>
        <Button type="submit" pending={isPending} className="self-start">
          {t("change")}
        </Button>
        <p role="status" className="text-13 text-delivered-fg">
          {answer?.ok ? t("changed") : null}
        </p>
      </form>
    </section>
  );
}
