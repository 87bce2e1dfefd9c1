"use client";

import { ArrowRight } from "lucide-react";
import { useActionState } from "react";
import { useTranslations } from "use-intl";
import { signInAction } from "@/lib/auth/actions";
import { DEMO_PASSWORD, DEMO_SIGN_INS } from "@/lib/operators/demo-accounts";

/** One button a role, each a form of its own, so that it works before the page's scripts have come. */
export function DemoSignIns({ to }: { to: string | null }) {
  const t = useTranslations("auth.demo");
  const roles = useTranslations("common.role");
  const [, signIn, isPending] = useActionState(signInAction, null);
  return (
    <section aria-labelledby="demo-sign-ins" className="flex flex-col gap-3 border-t border-line pt-6">
      <h2 id="demo-sign-ins" className="text-16">
        {t("title")}
      </h2>
      <p className="text-13 text-muted">{t("explanation")}</p>
      <ul className="flex flex-col">
        {DEMO_SIGN_INS.map(({ email, role }) => (
          <li key={role} className="border-b border-line last:border-0">
            <form action={signIn}>
              <input type="hidden" name="email" value={email} />
              <input type="hidden" name="password" value={DEMO_PASSWORD} />
              {to && <input type="hidden" name="to" value={to} />}
              <button
                type="submit"
                disabled={isPending}
                className="flex min-h-11 w-full items-center justify-between gap-3 rounded-m px-2 py-2 text-left hover:bg-hover disabled:text-disabled"
              >
                <span className="min-w-0">
                  <span className="block text-13 font-medium">{t("sign_in_as", { role: roles(role) })}</span>
                  <span className="block text-12 text-muted">{t(`work.${role}`)}</span>
                  <span className="block text-12 text-faint">{email}</span>
                </span>
                <ArrowRight aria-hidden className="size-4 shrink-0 text-faint" />
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
