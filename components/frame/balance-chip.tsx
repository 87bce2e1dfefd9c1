"use client";

import { RotateCw } from "lucide-react";
import Link from "next/link";
import { useTransition } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/icon-button";
import { Money } from "@/components/ui/money";
import { RelativeTime } from "@/components/ui/relative-time";

export type FrameBalance = {
  balance: string;
  currency: string | null;
  at: string | Date;
  /** Days it lasts at the present pace; null while nothing was spent. */
  runwayDays: number | null;
};

/** The account's balance, how old it is, and a button that asks the gateway for a new one. */
export function BalanceChip({ balance, refresh }: { balance: FrameBalance; refresh?: () => Promise<unknown> }) {
  const t = useTranslations("common.frame");
  const [isPending, startTransition] = useTransition();
  return (
    <div className="flex h-8 items-center rounded-m border border-line pl-2.5 max-sm:h-10">
      <Link href="/balance" className="flex items-baseline gap-2 text-13 hover:text-accent" title={t("balance")}>
        <span className="sr-only">{t("balance")}: </span>
        <span className="font-medium">
          <Money amount={balance.balance} currency={balance.currency} />
        </span>
        <span className="text-12 text-faint tabular-nums max-md:hidden">
          {balance.runwayDays === null ? <RelativeTime at={balance.at} form="relative" /> : t("runway", { days: balance.runwayDays })}
        </span>
      </Link>
      {refresh ? (
        <IconButton
          size="s"
          className="ml-1 [&_svg]:size-3.5"
          label={t("refreshBalance")}
          icon={<RotateCw aria-hidden />}
          pending={isPending}
          onClick={() =>
            startTransition(async () => {
              await refresh();
            })
          }
        />
      ) : (
        <span className="w-2.5" />
      )}
    </div>
  );
}
