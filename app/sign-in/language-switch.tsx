import { changeLocaleAction } from "@/lib/auth/actions";
import { LOCALES, type Locale } from "@/lib/i18n/config";
import { getTranslator } from "@/lib/i18n/request";

/** The other languages, each by its own name, before anybody is signed in. */
export async function LanguageSwitch({ current }: { current: Locale }) {
  const t = await getTranslator("common");
  return (
    <ul aria-label={t("locale.label")} className="flex gap-4">
      {LOCALES.filter((locale) => locale !== current).map((locale) => (
        <li key={locale}>
          <form action={changeLocaleAction.bind(null, locale)}>
            <button type="submit" lang={locale} className="link py-1 text-13">
              {t(`locale.${locale}`)}
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
}
