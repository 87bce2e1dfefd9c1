"use client";

import type { ReactNode } from "react";
import { IntlProvider } from "use-intl/react";
import { ru } from "@/lib/i18n/ru";
import { INTL_LOCALE } from "@/lib/i18n/config";

/** The words for client components, in Russian: part of the program, which a browser keeps, and not of each page. */
export function RussianWords({ children }: { children: ReactNode }) {
  return (
    <IntlProvider locale={INTL_LOCALE.ru} messages={ru}>
      {children}
    </IntlProvider>
  );
}
