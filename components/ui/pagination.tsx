"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { buttonClass } from "./button-class";

export type PaginationProps = { previousHref?: string | null; nextHref?: string | null; summary?: ReactNode };

/** Pages by cursor: there are neighbours, and no numbers. Nothing is shown when there is but one page. */
export function Pagination({ previousHref, nextHref, summary }: PaginationProps) {
  const t = useTranslations("common.ui");
  if (!previousHref && !nextHref) return summary ? <p className="py-3 text-12 text-muted">{summary}</p> : null;
  return (
    <nav aria-label={t("pages")} className="flex items-center justify-between gap-4 py-3 text-12 text-muted">
      <p className="tabular-nums">{summary}</p>
      <div className="flex gap-2">
        <PageLink href={previousHref}>
          <ChevronLeft aria-hidden />
          {t("previous")}
        </PageLink>
        <PageLink href={nextHref}>
          {t("next")}
          <ChevronRight aria-hidden />
        </PageLink>
      </div>
    </nav>
  );
}

function PageLink({ href, children }: { href?: string | null; children: ReactNode }) {
  const look = buttonClass("secondary", "s");
  if (href) {
    return (
      <Link href={href} className={look}>
        {children}
      </Link>
    );
  }
  return (
    <span role="link" aria-disabled="true" data-disabled="" className={look}>
      {children}
    </span>
  );
}
