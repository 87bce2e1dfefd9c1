"use client";

import { useTransition } from "react";
import { useTranslations } from "use-intl";
import { RadioGroup } from "@/components/ui/radio-group";
import { changeLocaleAction, changeThemeAction } from "@/lib/auth/actions";
import { LOCALES, THEMES, type Locale, type Theme } from "@/lib/i18n/config";

/** Language and appearance; each choice takes effect at once. */
export function Preferences({ locale, theme, timeZone }: { locale: Locale; theme: Theme; timeZone: string }) {
  const t = useTranslations("auth.account");
  const common = useTranslations("common");
  const [isPending, startTransition] = useTransition();
  return (
    <section aria-labelledby="reading" className="flex flex-col gap-5">
      <h2 id="reading" className="text-16">
        {t("reading")}
      </h2>
      <RadioGroup<Locale>
        label={common("locale.label")}
        items={LOCALES.map((value) => ({ value, label: <span lang={value}>{common(`locale.${value}`)}</span> }))}
        value={locale}
        disabled={isPending}
        onValueChange={(value) => startTransition(() => changeLocaleAction(value))}
      />
      <RadioGroup<Theme>
        label={common("theme.label")}
        items={THEMES.map((value) => ({ value, label: common(`theme.${value}`) }))}
        value={theme}
        disabled={isPending}
        onValueChange={(value) => startTransition(() => changeThemeAction(value))}
      />
      <p className="text-13">
        {t("time_zone")}: <span className="tabular-nums">{timeZone}</span>
        <span className="block text-12 text-muted">{t("time_zone_help")}</span>
      </p>
    </section>
  );
}
