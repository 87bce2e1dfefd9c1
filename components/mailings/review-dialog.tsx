"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import type { Draft } from "@/components/mailings/mailing-form";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { NumberRow } from "@/components/ui/numbers-table";
import { useToast } from "@/components/ui/toast";
import { useFailure } from "@/lib/i18n/use-failure";
import { useFormat } from "@/lib/i18n/use-format";
import { launchMailingAction } from "@/lib/mailings/actions";
import type { PreviewResult } from "@/lib/mailings/preview";
import { previewQueries } from "@/lib/mailings/query-options";

type Props = { draft: Draft & { mailingId: number }; open: boolean; onOpenChange: (open: boolean) => void };

/** The last look: how many, what it costs, how fast and when. The button names the deed and its size. */
export function ReviewDialog({ draft, open, onOpenChange }: Props) {
  const t = useTranslations("mailings.form");
  const { sentence } = useFailure();
  const toast = useToast();
  const router = useRouter();
  const [fault, setFault] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const { data: quote } = useQuery(
    previewQueries.quote({ listIds: draft.listIds, pasted: draft.pasted, text: draft.text, sender: draft.sender }, open),
  );
  const scheduledAt = draft.localTime === "" ? null : new Date(draft.localTime);
  const rows = useReviewRows(quote, draft, scheduledAt);

  function launch() {
    startTransition(async () => {
      const outcome = await launchMailingAction({ mailingId: draft.mailingId, scheduledAt: scheduledAt?.toISOString() ?? null });
      if (!outcome.ok) return setFault(sentence(outcome.error));
      toast.done(scheduledAt ? t("scheduledToast") : t("launched"));
      router.push(`/mailings/${draft.mailingId}`);
    });
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        setFault(null);
        onOpenChange(next);
      }}
      title={t("reviewTitle", { name: draft.name })}
      description={t("reviewText")}
      numbers={rows}
      confirmLabel={t(scheduledAt ? "scheduleCount" : "sendCount", { count: quote?.sendable ?? 0 })}
      cancelLabel={t("back")}
      onConfirm={launch}
      pending={isPending}
      disabled={!quote || quote.sendable === 0}
      error={fault ?? (quote?.sendable === 0 ? sentence({ code: "mailing.no_recipients" }) : null)}
    />
  );
}

function useReviewRows(quote: PreviewResult | undefined, draft: Draft, scheduledAt: Date | null): NumberRow[] {
  const t = useTranslations("mailings.form");
  const page = useTranslations("mailings.page");
  const format = useFormat();
  const wait = "…";
  const note = quote?.isEstimate ? t("estimate") : undefined;
  const speed = draft.speedPerMinute === null ? page("asFast") : `${format.number(draft.speedPerMinute)} ${page("perMinute")}`;
  return [
    { label: t("recipients"), value: quote ? format.number(quote.sendable) : wait },
    ...(quote && quote.suppressed > 0 ? [{ label: t("reviewSuppressed"), value: format.number(quote.suppressed) }] : []),
    ...(quote && quote.tooLong > 0 ? [{ label: t("reviewTooLong"), value: format.number(quote.tooLong) }] : []),
    { label: t("segments"), value: quote ? format.number(quote.segments ?? 0) : wait, note },
    { label: t("cost"), value: quote ? (quote.cost === null ? t("costUnknown") : format.money(quote.cost, "RUB")) : wait, note },
    { label: t("reviewSpeed"), value: speed },
    { label: t("reviewWhen"), value: scheduledAt && !Number.isNaN(scheduledAt.getTime()) ? format.dateTime(scheduledAt) : t("reviewNow") },
  ];
}
