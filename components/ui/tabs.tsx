import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./cx";

export type Tab = { href: string; label: ReactNode; current: boolean; count?: ReactNode };

/** Views of one thing, each with an address of its own. */
export function Tabs({ label, tabs, className }: { label: string; tabs: readonly Tab[]; className?: string }) {
  return (
    <nav aria-label={label} className={cx("overflow-x-auto border-b border-line [scrollbar-width:none]", className)}>
      <ul className="flex gap-5">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              scroll={false}
              aria-current={tab.current ? "page" : undefined}
              className={cx(
                "flex h-9 items-center gap-1.5 border-b-2 text-13 whitespace-nowrap -outline-offset-2 transition-colors max-sm:h-11",
                tab.current ? "border-ink font-medium text-text" : "border-transparent text-muted hover:text-text",
              )}
            >
              {tab.label}
              {tab.count !== undefined && <span className={cx("text-12 tabular-nums", tab.current ? "text-muted" : "text-faint")}>{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
