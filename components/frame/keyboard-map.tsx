"use client";

import { useTranslations } from "use-intl";
import { Dialog } from "@/components/ui/dialog";
import { GO_KEYS } from "./keys";
import type { NavigationItem } from "./side-navigation";

type Props = { open: boolean; onOpenChange: (open: boolean) => void; navigation: readonly NavigationItem[] };

/** Which key does what, as far as the reader may. */
export default function KeyboardMap({ open, onOpenChange, navigation }: Props) {
  const t = useTranslations("nav");
  const pages = Object.values(GO_KEYS).filter(({ page }) => navigation.some(({ key }) => key === page));
  const lines: { key: string; keys: readonly string[]; says: string; joint?: string }[] = [
    { key: "palette", keys: ["Ctrl", "K"], joint: "+", says: t("keys.palette") },
    { key: "search", keys: ["/"], says: t("keys.search") },
    { key: "rows", keys: ["j", "k"], joint: "·", says: t("keys.rows") },
    { key: "enter", keys: ["Enter"], says: t("keys.enter") },
    { key: "select", keys: ["x"], says: t("keys.select") },
    ...(navigation.some(({ key }) => key === "mailings") ? [{ key: "steer", keys: ["p"], says: t("keys.steer") }] : []),
    ...pages.map(({ letter, page }) => ({
      key: page,
      keys: ["g", letter],
      joint: t("keys.then"),
      says: t("keys.go", { page: t(`item.${page}`) }),
    })),
    { key: "map", keys: ["?"], says: t("keys.map") },
  ];
  return (
    <Dialog reading open={open} onOpenChange={onOpenChange} title={t("keys.title")} description={t("keys.text")}>
      <dl className="text-13">
        {lines.map(({ key, keys, joint, says }) => (
          <div key={key} className="flex items-center justify-between gap-6 border-t border-line py-2 first:border-t-0">
            <dt>{says}</dt>
            <dd className="flex items-center gap-1.5 text-12 whitespace-nowrap text-muted">
              {keys.map((name, index) => (
                <span key={name} className="flex items-center gap-1.5">
                  {index > 0 && joint}
                  <kbd className="min-w-6 rounded-s border border-line-strong bg-sunken px-1.5 py-0.5 text-center font-sans text-12 font-medium text-text">
                    {name}
                  </kbd>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
