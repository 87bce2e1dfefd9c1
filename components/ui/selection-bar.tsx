"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "@/lib/i18n/use-format";
import { Button } from "./button";

export type SelectionBarProps = {
  /** Chosen one by one. */
  count: number;
  /** Everything that the view shows, on all its pages. Its size is null where it is not known without counting. */
  all: { isChosen: boolean; size: number | null; isMore: boolean; choose: () => void };
  onClear: () => void;
  /** What can be done with them. */
  children: ReactNode;
};

/** How many rows are chosen and what can be done with them; it stands at the lower edge while some are. */
export function SelectionBar({ count, all, onClear, children }: SelectionBarProps) {
  const t = useTranslations("common.ui");
  const format = useFormat();
  const sizeOfAll = all.size === null ? t("allMatching") : t("allOf", { count: all.size, size: format.number(all.size) });
  return (
    <div
      role="region"
      aria-label={t("chosen")}
      className="sticky bottom-[calc(var(--frame-edge)+0.5rem)] z-10 mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-l bg-raised px-4 py-2.5 text-13 shadow-e2 max-sm:hidden"
    >
      <span role="status" className="font-medium">
        {all.isChosen ? sizeOfAll : t("chosenCount", { count })}
      </span>
      {all.isMore && !all.isChosen && (
        <Button variant="quiet" size="s" onClick={all.choose}>
          {all.size === null ? t("chooseAllMatching") : t("chooseAll", { size: format.number(all.size) })}
        </Button>
      )}
      <span className="ml-auto flex gap-2">
        <Button variant="quiet" size="s" onClick={onClear}>
          {t("chooseNone")}
        </Button>
        {children}
      </span>
    </div>
  );
}
