import "./globals.css";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { FONTS } from "@/app/fonts";
import { Providers } from "@/app/providers";
import { Words } from "@/app/words";
import { NONCE_HEADER } from "@/lib/auth/security-headers";
import { INTL_LOCALE } from "@/lib/i18n/config";
import { getLocale, getTheme, getTimeZone, getTranslator } from "@/lib/i18n/request";
import { offsetsOf } from "@/lib/i18n/time-zone";

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("common");
  return { title: { default: t("product"), template: `%s · ${t("product")}` }, description: t("tagline") };
}

/** Before the first paint: a person who follows the system's theme never sees the other one flash by. */
const FOLLOW_SYSTEM_THEME = `if(!document.documentElement.dataset.theme)document.documentElement.dataset.theme=matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light"`;

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, theme, timeZone, requestHeaders] = await Promise.all([getLocale(), getTheme(), getTimeZone(), headers()]);
  const now = new Date();
  const nonce = requestHeaders.get(NONCE_HEADER) ?? undefined;
  return (
    <html lang={locale} className={FONTS} data-theme={theme === "system" ? undefined : theme} suppressHydrationWarning>
      <head>
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: FOLLOW_SYSTEM_THEME }} />
      </head>
      <body>
        <Providers
          locale={INTL_LOCALE[locale]}
          nonce={nonce}
          now={now}
          theme={theme}
          timeZone={timeZone}
          zoneOffsets={offsetsOf(timeZone, now.getUTCFullYear())}
        >
          <Words locale={locale}>{children}</Words>
        </Providers>
      </body>
    </html>
  );
}
