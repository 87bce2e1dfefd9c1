"use client";

import type { ReactNode } from "react";
import { IntlProvider, useLocale } from "use-intl/react";
import type { Messages } from "@/lib/i18n/messages";

/** The words of the console for its client components; time zone and formats come from the document's provider. */
export function Words({ messages, children }: { messages: Messages; children: ReactNode }) {
  return (
    <IntlProvider locale={useLocale()} messages={messages}>
      {children}
    </IntlProvider>
  );
}
