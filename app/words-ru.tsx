"use client";

import type { ReactNode } from "react";
import { IntlProvider } from "use-intl/react";
import { ruShared } from "@/lib/i18n/ru-shared";
import { INTL_LOCALE } from "@/lib/i18n/config";

/** The words that client components have on every page, in Russian: part of the program, which a browser keeps, and not of each page. */
export default function RussianWords({ children }: { children: ReactNode }) {
  return (
    <IntlProvider locale={INTL_LOCALE.ru} messages={ruShared}>
      {children}
    </IntlProvider>
  );
}
