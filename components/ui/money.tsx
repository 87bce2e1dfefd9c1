"use client";

import { useFormat } from "@/lib/i18n/use-format";

/** An amount in its currency; without a currency the bare number. `digits` up to four for the price of one message. */
export function Money({ amount, currency, digits }: { amount: string | number; currency: string | null; digits?: number }) {
  const format = useFormat();
  const text = currency
    ? format.money(amount, currency, digits)
    : format.number(Number(amount), { minimumFractionDigits: 2, maximumFractionDigits: digits ?? 2 });
  return <span className="tabular-nums whitespace-nowrap">{text}</span>;
}
