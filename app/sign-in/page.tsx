import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DemoSignIns } from "@/app/sign-in/demo-sign-ins";
import { LanguageSwitch } from "@/app/sign-in/language-switch";
import { SignInForm } from "@/app/sign-in/sign-in-form";
import { SandboxFrame } from "@/components/frame/sandbox-frame";
import { currentOperator } from "@/lib/auth/guard";
import { landingOf, ownPath } from "@/lib/auth/navigation";
import { env } from "@/lib/env";
import { getLocale, getTranslator } from "@/lib/i18n/request";
import { demoSignInsAllowed } from "@/lib/operators/demo-sign-ins";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("auth");
  return { title: t("sign_in.title") };
}

type SignInPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const operator = await currentOperator();
  if (operator) redirect(landingOf(operator.role));

  const [t, common, locale, { to }] = await Promise.all([getTranslator("auth"), getTranslator("common"), getLocale(), searchParams]);
  const path = ownPath(to);
  return (
    <>
      {env.SIGNALBOX_GATEWAY === "sandbox" && <SandboxFrame />}
      <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-8 px-4 py-12">
        <header className="flex flex-col gap-1">
          <p className="text-13 font-medium text-muted">{common("product")}</p>
          <h1 className="text-20">{t("sign_in.title")}</h1>
        </header>
        <SignInForm to={path} />
        {demoSignInsAllowed() && <DemoSignIns to={path} />}
        <LanguageSwitch current={locale} />
      </main>
    </>
  );
}
