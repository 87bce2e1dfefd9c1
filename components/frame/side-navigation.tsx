"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";
import { cx } from "@/components/ui/cx";
import { currentPage } from "./current-page";
import { NavigationIcon } from "./navigation-icon";

/** `key` is worded in `nav.item`, `group` in `nav.group`. */
export type NavigationItem = {
  key: string;
  href: string;
  group: string;
  /** What waits there, in a word or a number; none where nothing does. */
  count?: string;
  /** Whether it moves by itself or needs somebody. */
  tone?: "moving" | "attention";
};

/** The pages of the console, by group. */
export function SideNavigation({ items, onNavigate }: { items: readonly NavigationItem[]; onNavigate?: () => void }) {
  const t = useTranslations("nav");
  const current = currentPage(items, usePathname());
  const groups = [...new Set(items.map(({ group }) => group))];
  return (
    <nav aria-label={t("label")} className="flex flex-col gap-5">
      {groups.map((group) => (
        <div key={group} role="group" aria-labelledby={`nav-${group}`}>
          <p id={`nav-${group}`} className="px-2 pb-1 text-12 text-faint">
            {t(`group.${group}`)}
          </p>
          <ul className="flex flex-col gap-px">
            {items
              .filter((item) => item.group === group)
              .map((item) => (
                <NavigationLine key={item.key} item={item} isCurrent={item === current} label={t(`item.${item.key}`)} onNavigate={onNavigate} />
              ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

const COUNT = { moving: "bg-moving-bg text-moving-fg", attention: "bg-attention-bg text-attention-fg" } as const;

type NavigationLineProps = { item: NavigationItem; isCurrent: boolean; label: string; onNavigate?: () => void };

function NavigationLine({ item, isCurrent, label, onNavigate }: NavigationLineProps) {
  return (
    <li>
      <Link
        href={item.href}
        onClick={onNavigate}
        aria-current={isCurrent ? "page" : undefined}
        className={cx(
          "flex h-8 items-center gap-2.5 rounded-m px-2 text-13 transition-colors -outline-offset-1 max-frame:h-10",
          isCurrent ? "bg-pressed font-medium text-text" : "text-muted hover:bg-pressed/60 hover:text-text",
        )}
      >
        <NavigationIcon name={item.key} className={cx("size-4 shrink-0", isCurrent ? "text-text" : "text-faint")} />
        <span className="truncate">{label}</span>
        {item.count !== undefined && (
          <span className={cx("ml-auto rounded-full px-1.5 text-12 font-medium tabular-nums", COUNT[item.tone ?? "moving"])}>{item.count}</span>
        )}
      </Link>
    </li>
  );
}
