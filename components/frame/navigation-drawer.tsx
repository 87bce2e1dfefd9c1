"use client";

import { Menu } from "lucide-react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/icon-button";
import { onDemand } from "@/components/ui/on-demand";
import type { NavigationPanelProps } from "./navigation-panel";
import type { NavigationItem } from "./side-navigation";

const Panel = onDemand<NavigationPanelProps>("dialog", () => import("./navigation-panel"));

/** The side bar of narrow windows. */
export function NavigationDrawer({ items }: { items: readonly NavigationItem[] }) {
  const t = useTranslations("nav");
  return <Panel items={items} trigger={<IconButton label={t("open")} icon={<Menu aria-hidden />} className="-ml-2 frame:hidden" />} />;
}
