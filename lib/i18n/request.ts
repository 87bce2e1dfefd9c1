import { cookies, headers } from "next/headers";
import { cache, type ReactNode } from "react";
import { createTranslator, type RichTranslationValues, type TranslationValues } from "use-intl/core";
import { currentOperator } from "@/lib/auth/current-operator";
import {
  asLocale,
  asTheme,
  asTimeZone,
  INTL_LOCALE,
  LOCALE_COOKIE,
  localeOfHeader,
  THEME_COOKIE,
  TIME_ZONE_COOKIE,
  type Locale,
  type Theme,
} from "@/lib/i18n/config";
import { formatOf } from "@/lib/i18n/format";
import { messagesOf, type Namespace } from "@/lib/i18n/messages";
import { log } from "@/lib/log";

export type Translator = {
  (key: string, values?: TranslationValues): string;
  rich(key: string, values?: RichTranslationValues): ReactNode;
  has(key: string): boolean;
};

/** The language of this request: what was chosen here, else the person's own, else the browser's, else English. */
export const getLocale = cache(async (): Promise<Locale> => {
  const chosen = asLocale((await cookies()).get(LOCALE_COOKIE)?.value);
  if (chosen) return chosen;
  const operator = await currentOperator();
  return asLocale(operator?.locale) ?? localeOfHeader((await headers()).get("accept-language")) ?? "en";
});

export async function getTimeZone(): Promise<string> {
  return asTimeZone((await cookies()).get(TIME_ZONE_COOKIE)?.value);
}

export async function getTheme(): Promise<Theme> {
  return asTheme((await cookies()).get(THEME_COOKIE)?.value);
}

/** Words of one namespace for a server component: `const t = await getTranslator("mailings")`. */
export const getTranslator = cache(async (namespace: Namespace): Promise<Translator> =>
  translatorOf(await getLocale(), namespace, await getTimeZone()),
);

/** Words of one namespace in a language that need not be the reader's: for a text that goes to somebody else. */
export function translatorOf(locale: Locale, namespace: Namespace, timeZone: string): Translator {
  const translator: unknown = createTranslator({
    locale: INTL_LOCALE[locale],
    messages: messagesOf(locale, [namespace]),
    namespace,
    timeZone,
    onError: (error) => log.error({ event: "i18n.message_missing", fault: error.message }, "message missing"),
  });
  return translator as Translator;
}

/** Formats of the reader for server components; `useFormat` is its twin in the browser. */
export const getFormatter = cache(async () => formatOf({ locale: INTL_LOCALE[await getLocale()], timeZone: await getTimeZone() }));
