"use client";

import { type ReactNode, useMemo } from "react";
import { IntlProvider, useLocale, useMessages } from "use-intl/react";
import type { Messages } from "@/lib/i18n/messages";

/** Words besides those that every page has. */
export function MoreWords({ words, children }: { words: Messages; children: ReactNode }) {
  const known = useMessages();
  const messages = useMemo(() => ({ ...known, ...words }), [known, words]);
  return (
    <IntlProvider locale={useLocale()} messages={messages}>
      {children}
    </IntlProvider>
  );
}
