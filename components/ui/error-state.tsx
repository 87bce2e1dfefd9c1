"use client";

import { CircleAlert, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";

export type ErrorStateProps = {
  title: ReactNode;
  children?: ReactNode;
  onRetry?: () => void;
  pending?: boolean;
  action?: ReactNode;
};

/** What did not work, why, and how to try again. */
export function ErrorState({ title, children, onRetry, pending, action }: ErrorStateProps) {
  const t = useTranslations("common.ui");
  return (
    <div role="alert" className="flex flex-col items-start gap-3 py-12 sm:items-center sm:text-center">
      <CircleAlert aria-hidden className="size-6 stroke-[1.5] text-failed-fg" />
      <div className="max-w-110">
        <p className="text-16 font-strong">{title}</p>
        {children && <div className="mt-1 text-14 text-muted">{children}</div>}
      </div>
      {onRetry && (
        <Button icon={<RotateCw aria-hidden />} onClick={onRetry} pending={pending}>
          {t("retry")}
        </Button>
      )}
      {action}
    </div>
  );
}
