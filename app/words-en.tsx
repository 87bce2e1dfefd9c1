"use client";

import type { ReactNode } from "react";
import { IntlProvider } from "use-intl/react";
import { en } from "@/lib/i18n/en";
import { INTL_LOCALE } from "@/lib/i18n/config";

/** The words for client components, in English: part of the program, which a browser keeps, and not of each page. */
export function EnglishWords({ children }: { children: ReactNode }) {
  return (
    <IntlProvider locale={INTL_LOCALE.en} messages={en}>
      {children}
    </IntlProvider>
  );
}
