"use client";

import { useFormat } from "@/lib/i18n/use-format";

/** A whole number, thousands apart. */
export function Count({ value }: { value: number }) {
  return <span className="tabular-nums whitespace-nowrap">{useFormat().number(value)}</span>;
}
