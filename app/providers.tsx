"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState, type ReactNode } from "react";
import { IntlProvider } from "use-intl/react";
import { TIME_ZONE_COOKIE, type Theme } from "@/lib/i18n/config";
import { groupBySpace } from "@/lib/i18n/grouping";
import { ownOffsets } from "@/lib/i18n/time-zone";

groupBySpace();

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;

type ProvidersProps = {
  children: ReactNode;
  locale: string;
  nonce: string | undefined;
  now: Date;
  theme: Theme;
  timeZone: string;
  /** Of that zone, by `offsetsOf`, in the year of `now`. */ zoneOffsets: readonly number[];
};

/** What every client component may count on, words apart: formats, the query cache, the nonce. */
export function Providers({ children, locale, nonce, now, theme, timeZone, zoneOffsets }: ProvidersProps) {
  // The document keeps the policy it came with, so later answers of the server must not change the nonce.
  const [firstNonce] = useState(nonce);
  const [queryClient] = useState(() => new QueryClient({ defaultOptions: { queries: { staleTime: 1000, retry: 1 } } }));
  useSystemTheme(theme);
  useOwnTimeZone(timeZone, String(ownOffsets(now.getUTCFullYear())) === String(zoneOffsets));
  return (
    <CSPProvider nonce={firstNonce}>
      <IntlProvider locale={locale} now={now} timeZone={timeZone}>
        <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      </IntlProvider>
    </CSPProvider>
  );
}

/** Follow the system's theme while it changes under the open page. */
function useSystemTheme(theme: Theme) {
  useEffect(() => {
    if (theme !== "system") return;
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => (document.documentElement.dataset.theme = dark.matches ? "dark" : "light");
    follow();
    dark.addEventListener("change", follow);
    return () => dark.removeEventListener("change", follow);
  }, [theme]);
}

/** Tell the server the reader's time zone once, unless the times it shows are right; the page is then shown again with the right ones. */
function useOwnTimeZone(shown: string, isRight: boolean) {
  const router = useRouter();
  useEffect(() => {
    if (isRight) return;
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!own || own === shown) return;
    const cookie = `${TIME_ZONE_COOKIE}=${own}`;
    if (document.cookie.split("; ").includes(cookie)) return;
    document.cookie = `${cookie}; path=/; max-age=${ONE_YEAR_SECONDS}; samesite=lax`;
    router.refresh();
  }, [router, shown, isRight]);
}
