export const LOCALES = ["en", "ru"] as const;
export type Locale = (typeof LOCALES)[number];

/** What `Intl` and use-intl are given: English here has a 24-hour clock and the day before the month. */
export const INTL_LOCALE: Record<Locale, string> = { en: "en-GB", ru: "ru-RU" };

export const LOCALE_COOKIE = "locale";
export const TIME_ZONE_COOKIE = "tz";
export const THEME_COOKIE = "theme";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Until the browser has told its own. */
export const DEFAULT_TIME_ZONE = "UTC";

export function asLocale(value: string | null | undefined): Locale | null {
  return LOCALES.find((locale) => locale === value) ?? null;
}

export function asTheme(value: string | null | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** The value when `Intl` knows it as a time zone, else UTC: a cookie is a stranger's word. */
export function asTimeZone(value: string | null | undefined): string {
  if (!value || value.length > 64) return DEFAULT_TIME_ZONE;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return DEFAULT_TIME_ZONE;
  }
}

/** The first language of an `Accept-Language` header that we speak, by the reader's own order. */
export function localeOfHeader(header: string | null | undefined): Locale | null {
  const wanted = (header ?? "")
    .split(",")
    .map((entry) => {
      const [tag = "", quality] = entry.trim().split(";q=");
      return { language: tag.split("-")[0]?.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) {
    const locale = asLocale(language);
    if (locale) return locale;
  }
  return null;
}
