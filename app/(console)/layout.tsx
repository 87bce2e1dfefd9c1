import type { ReactNode } from "react";
import { AppFrame } from "@/components/frame/app-frame";
import type { NavigationItem } from "@/components/frame/side-navigation";
import { requireOperator } from "@/lib/auth/guard";
import { navigationOf } from "@/lib/auth/navigation";
import { can } from "@/lib/auth/permissions";
import { refreshBalanceAction } from "@/lib/balance/actions";
import { readBalance, readRunwayDays, type Balance } from "@/lib/balance/reads";
import { env } from "@/lib/env";
import { getLocale } from "@/lib/i18n/request";
import { countStopped, countTabs } from "@/lib/mailings/reads";
import { countUnreadReplies, shownUnread } from "@/lib/replies/reads";

async function withRunway(balance: Balance | null) {
  return balance && { ...balance, runwayDays: await readRunwayDays(balance.balance) };
}

/** The frame around every page. It asks who is there; what they may do, each page asks again for itself. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const operator = await requireOperator();
  const mayRead = can(operator.role, "mailing.read");
  const [locale, balance, unread, tabs, stopped] = await Promise.all([
    getLocale(),
    can(operator.role, "balance.read") ? readBalance().then(withRunway) : null,
    can(operator.role, "reply.read") ? countUnreadReplies() : 0,
    mayRead ? countTabs() : null,
    mayRead ? countStopped() : 0,
  ]);
  const counts: Partial<Record<string, Pick<NavigationItem, "count" | "tone">>> = {
    ...(unread > 0 ? { replies: { count: shownUnread(unread), tone: "moving" } } : {}),
    ...(tabs && tabs.running > 0 ? { mailings: { count: String(tabs.running), tone: "moving" } } : {}),
    ...(stopped > 0 ? { dashboard: { count: String(stopped), tone: "attention" } } : {}),
  };
  const { name, email, role } = operator;
  const isSandbox = env.SIGNALBOX_GATEWAY === "sandbox";
  return (
    <AppFrame
      operator={{ name, email, role, locale }}
      navigation={navigationOf(role, isSandbox).map((item) => ({ ...item, ...counts[item.key] }))}
      sandbox={isSandbox}
      balance={balance}
      refreshBalance={can(role, "balance.refresh") ? refreshBalanceAction.bind(null, {}) : undefined}
    >
      {children}
    </AppFrame>
  );
}
