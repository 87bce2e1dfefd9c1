import type { Metadata } from "next";
import { PasswordForm } from "@/app/(console)/account/password-form";
import { Preferences } from "@/app/(console)/account/preferences";
import { requireOperator } from "@/lib/auth/guard";
import { getLocale, getTheme, getTimeZone, getTranslator } from "@/lib/i18n/request";
import { isDemoEmail } from "@/lib/operators/demo-sign-ins";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("auth");
  return { title: t("account.title") };
}

export default async function AccountPage() {
  const operator = await requireOperator();
  const [t, common, locale, theme, timeZone] = await Promise.all([
    getTranslator("auth"),
    getTranslator("common"),
    getLocale(),
    getTheme(),
    getTimeZone(),
  ]);
  const facts = [
    ["name", operator.name],
    ["email", operator.email],
    ["role", common(`role.${operator.role}`)],
  ] as const;
  return (
    <div className="flex max-w-xl flex-col gap-10">
      <h1 className="text-20">{t("account.title")}</h1>
      <section aria-labelledby="person" className="flex flex-col gap-3">
        <h2 id="person" className="text-16">
          {t("account.person")}
        </h2>
        <dl className="grid grid-cols-[10rem_1fr] gap-y-2 text-13">
          {facts.map(([key, value]) => (
            <div key={key} className="contents">
              <dt className="text-muted">{t(`account.${key}`)}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Preferences locale={locale} theme={theme} timeZone={timeZone} />
      {!isDemoEmail(operator.email) && <PasswordForm email={operator.email} />}
    </div>
  );
}
