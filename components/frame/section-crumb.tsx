"use client";

import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";
import { BREADCRUMB_SLOT } from "@/components/ui/breadcrumb";
import { currentPage } from "./current-page";
import type { NavigationItem } from "./side-navigation";

/** Where one is: the page of the side bar, and after it what the page adds. */
export function SectionCrumb({ items }: { items: readonly NavigationItem[] }) {
  const t = useTranslations("nav");
  const common = useTranslations("common");
  const pathname = usePathname();
  const section = currentPage(items, pathname);
  return (
    <nav aria-label={common("frame.breadcrumb")} className="flex min-w-0 items-center gap-2 overflow-hidden text-13">
      {section && (
        <Link
          href={section.href}
          aria-current={pathname === section.href ? "page" : undefined}
          className="flex shrink-0 items-center text-muted hover:text-text aria-[current]:text-text max-sm:h-10 max-sm:px-1 max-sm:aria-[current]:hidden"
        >
          {/* On a phone the title below says where one is; what is needed here is the way back. */}
          <ChevronLeft aria-hidden className="size-5 sm:hidden" />
          <span className="max-sm:sr-only">{t(`item.${section.key}`)}</span>
        </Link>
      )}
      <span id={BREADCRUMB_SLOT} data-section={section?.href} className="flex min-w-0 items-center gap-2" />
    </nav>
  );
}
