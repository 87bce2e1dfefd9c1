import type { ReactNode } from "react";
import { AppFrame } from "@/components/frame/app-frame";
import { requireOperator } from "@/lib/auth/guard";
import { navigationOf } from "@/lib/auth/navigation";
import { can } from "@/lib/auth/permissions";
import { refreshBalanceAction } from "@/lib/balance/actions";
import { readBalance } from "@/lib/balance/reads";
import { env } from "@/lib/env";
import { getLocale } from "@/lib/i18n/request";
import { countUnreadReplies, shownUnread } from "@/lib/replies/reads";

/** The frame around every page. It asks who is there; what they may do, each page asks again for itself. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const operator = await requireOperator();
  const [locale, balance, unread] = await Promise.all([
    getLocale(),
    can(operator.role, "balance.read") ? readBalance() : null,
    can(operator.role, "reply.read") ? countUnreadReplies() : 0,
  ]);
  const counted = unread === 0 ? undefined : shownUnread(unread);
  const { name, email, role } = operator;
  return (
    <AppFrame
      operator={{ name, email, role, locale }}
      navigation={navigationOf(role).map((item) => (item.key === "replies" ? { ...item, count: counted } : item))}
      sandbox={env.SIGNALBOX_GATEWAY === "sandbox"}
      balance={balance}
      refreshBalance={can(role, "balance.refresh") ? refreshBalanceAction.bind(null, {}) : undefined}
    >
      {children}
    </AppFrame>
  );
}
