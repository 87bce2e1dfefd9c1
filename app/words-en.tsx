"use client";

import type { ReactNode } from "react";
import { IntlProvider } from "use-intl/react";
import { enShared } from "@/lib/i18n/en-shared";
import { INTL_LOCALE } from "@/lib/i18n/config";

/** The words that client components have on every page, in English: part of the program, which a browser keeps, and not of each page. */
export default function EnglishWords({ children }: { children: ReactNode }) {
  return (
    <IntlProvider locale={INTL_LOCALE.en} messages={enShared}>
      {children}
    </IntlProvider>
  );
}
