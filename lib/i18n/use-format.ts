"use client";

import { useLocale, useTimeZone } from "use-intl";
import { DEFAULT_TIME_ZONE } from "@/lib/i18n/config";
import { formatOf } from "@/lib/i18n/format";

/** Formats of the reader, for client components: `const format = useFormat(); format.money("12.5", "RUR")`. */
export function useFormat() {
  const locale = useLocale();
  return formatOf({ locale, timeZone: useTimeZone() ?? DEFAULT_TIME_ZONE });
}
