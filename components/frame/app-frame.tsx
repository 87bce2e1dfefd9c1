"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { ToastProvider } from "@/components/ui/toast";
import { AccountMenu, type FrameOperator } from "./account-menu";
import { BalanceChip, type FrameBalance } from "./balance-chip";
import { Brand } from "./brand";
import { Keyboard } from "./keyboard";
import { NavigationDrawer } from "./navigation-drawer";
import { SandboxFrame } from "./sandbox-frame";
import { SectionCrumb } from "./section-crumb";
import { type NavigationItem, SideNavigation } from "./side-navigation";

export type AppFrameProps = {
  operator: FrameOperator;
  navigation: readonly NavigationItem[];
  /** No message leaves: the whole page is framed. */
  sandbox: boolean;
  balance: FrameBalance | null;
  /** A server action that asks the gateway for the balance; without it the chip has no button. */
  refreshBalance?: () => Promise<unknown>;
  children: ReactNode;
};

const CONTENT = "content";

/** What stands around every page: side bar, header, and in the sandbox its frame. */
export function AppFrame({ operator, navigation, sandbox, balance, refreshBalance, children }: AppFrameProps) {
  const t = useTranslations("common");
  return (
    <ToastProvider>
      <a
        href={`#${CONTENT}`}
        className="fixed top-[calc(var(--frame-top)+0.5rem)] left-3 z-60 -translate-y-20 rounded-m bg-ink px-3 py-2 text-13 font-medium text-on-ink focus:translate-y-0"
      >
        {t("skip_to_content")}
      </a>
      {sandbox && <SandboxFrame />}
      <div className="isolate min-h-dvh px-(--frame-edge) pt-(--frame-top) pb-(--frame-edge) frame:grid frame:grid-cols-[var(--sidebar-w)_minmax(0,1fr)]">
        <aside className="sticky top-(--frame-top) flex h-[calc(100dvh-var(--frame-top)-var(--frame-edge))] flex-col gap-4 overflow-y-auto border-r border-line bg-sidebar px-3 py-2 max-frame:hidden">
          <div className="pl-2">
            <Brand name={t("product")} />
          </div>
          <SideNavigation items={navigation} />
        </aside>
        <div className="flex min-w-0 flex-col">
          <header className="sticky top-(--frame-top) z-20 flex h-(--header-h) items-center gap-3 border-b border-line bg-surface px-(--gutter) max-sm:px-4">
            <NavigationDrawer items={navigation} />
            <SectionCrumb items={navigation} />
            {/* It stands at the right: what of it arrives later would push what is seen already. */}
            <div className="ml-auto flex shrink-0 items-center gap-2 not-has-data-last:invisible">
              <Keyboard navigation={navigation} role={operator.role} />
              {balance && <BalanceChip balance={balance} refresh={refreshBalance} />}
              <AccountMenu operator={operator} />
              <span data-last hidden />
            </div>
          </header>
          <main
            id={CONTENT}
            tabIndex={-1}
            className="w-full max-w-360 flex-1 px-(--gutter) pt-6 pb-12 outline-none max-sm:px-4 max-sm:has-data-thumb:pb-28"
          >
            {children}
          </main>
        </div>
      </div>
    </ToastProvider>
  );
}
