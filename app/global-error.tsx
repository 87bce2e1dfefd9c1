"use client";

import "./globals.css";
import { IntlProvider } from "use-intl/react";
import { FailurePage } from "@/app/failure-page";
import { INTL_LOCALE, localeOfHeader } from "@/lib/i18n/config";
import en from "@/lib/i18n/en/failure.json";
import ru from "@/lib/i18n/ru/failure.json";

/** The last resort, when even the document could not be made: it brings its own words. */
export default function GlobalErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const locale = (typeof navigator === "undefined" ? null : localeOfHeader(navigator.languages.join(","))) ?? "en";
  return (
    <html lang={locale} suppressHydrationWarning>
      <body>
        <IntlProvider locale={INTL_LOCALE[locale]} messages={{ failure: { en, ru }[locale] }}>
          <main>
            <FailurePage error={error} retry={retry} />
          </main>
        </IntlProvider>
      </body>
    </html>
  );
}
