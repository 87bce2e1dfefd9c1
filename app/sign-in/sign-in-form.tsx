"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { signInAction } from "@/lib/auth/actions";
import { useFailure } from "@/lib/i18n/use-failure";

export function SignInForm({ to }: { to: string | null }) {
  const t = useTranslations("auth.sign_in");
  const { sentence } = useFailure();
  const [state, signIn, isPending] = useActionState(signInAction, null);
  return (
    <form action={signIn} className="flex flex-col gap-4">
      {to && <input type="hidden" name="to" value={to} />}
      <Field label={t("email")} name="email">
        <Input type="email" autoComplete="username" defaultValue={state?.email} required autoFocus size="l" />
      </Field>
      <Field label={t("password")} name="password" error={state && sentence(state.error)}>
        <Input type="password" autoComplete="current-password" required size="l" />
      </Field>
      <Button type="submit" variant="primary" size="l" pending={isPending}>
        {t("submit")}
      </Button>
    </form>
  );
}
