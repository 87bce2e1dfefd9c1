"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { NumberRow } from "@/components/ui/numbers-table";
import { useToast } from "@/components/ui/toast";
import { startCheckAction } from "@/lib/hlr/actions";
import type { CheckPreview, CheckQuestion } from "@/lib/hlr/preview";
import { checkQueries } from "@/lib/hlr/query-options";
import { useFailure } from "@/lib/i18n/use-failure";
import { useFormat } from "@/lib/i18n/use-format";

type Props = { choice: CheckQuestion; requestKey: string; open: boolean; onOpenChange: (open: boolean) => void };

/** The price and the balance, before anything is asked. The button names the deed and its size. */
export function CheckReviewDialog({ choice, requestKey, open, onOpenChange }: Props) {
  const t = useTranslations("hlr.form");
  const { sentence } = useFailure();
  const toast = useToast();
  const router = useRouter();
  const [fault, setFault] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const { data: quote } = useQuery(checkQueries.quote(choice, open));
  const rows = useReviewRows(quote);

  function start() {
    if (!quote) return;
    startTransition(async () => {
      const outcome = await startCheckAction({ ...choice, requestKey, confirmedCount: quote.count });
      if (!outcome.ok) return setFault(sentence(outcome.error));
      toast.done(t("started"));
      router.push(`/hlr/${outcome.value.checkId}`);
    });
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        setFault(null);
        onOpenChange(next);
      }}
      title={t("reviewTitle")}
      description={t("reviewText")}
      numbers={rows}
      confirmLabel={t("submit", { count: quote?.count ?? 0 })}
      cancelLabel={t("back")}
      onConfirm={start}
      pending={isPending}
      disabled={!quote || quote.count === 0}
      error={fault}
    />
  );
}

function useReviewRows(quote: CheckPreview | undefined): NumberRow[] {
  const t = useTranslations("hlr.form");
  const mailings = useTranslations("mailings.form");
  const format = useFormat();
  const wait = "…";
  const currency = quote?.balance?.currency ?? "RUB";
  const money = (amount: number | string) => format.money(amount, currency);
  const left = quote ? quote.unique - quote.count : 0;
  return [
    { label: t("numbers"), value: quote ? format.number(quote.count) : wait },
    ...(left > 0 ? [{ label: t("left"), value: format.number(left) }] : []),
    {
      label: t("cost"),
      value: quote ? (quote.cost === null ? mailings("costUnknown") : money(quote.cost)) : wait,
      note: quote?.isEstimate ? mailings("estimate") : undefined,
    },
    { label: t("free"), value: quote ? (quote.balance ? money(quote.balance.balance) : mailings("costUnknown")) : wait },
    ...(quote?.balance && quote.cost !== null
      ? [{ label: t("after"), value: money(Number(quote.balance.balance) - Number(quote.cost)), total: true }]
      : []),
  ];
}
