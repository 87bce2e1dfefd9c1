"use client";

import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactElement, useState } from "react";
import { useTranslations } from "use-intl";
import { BACKDROP } from "@/components/ui/dialog-class";
import { IconButton } from "@/components/ui/icon-button";
import type { LateProps } from "@/components/ui/on-demand";
import { Brand } from "./brand";
import { type NavigationItem, SideNavigation } from "./side-navigation";

export type NavigationPanelProps = { items: readonly NavigationItem[]; trigger: ReactElement };

/** What `NavigationDrawer` shows once it is opened. */
export default function NavigationPanel({ items, trigger, defaultOpen = false }: LateProps<NavigationPanelProps>) {
  const t = useTranslations("nav");
  const common = useTranslations("common");
  const [open, setOpen] = useState(defaultOpen);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => setOpen(next)}>
      <Dialog.Trigger render={trigger} />
      <Dialog.Portal>
        <Dialog.Backdrop className={BACKDROP} />
        <Dialog.Popup className="fixed top-(--frame-top) bottom-(--frame-edge) left-(--frame-edge) z-40 flex w-72 max-w-[85vw] flex-col gap-4 overflow-y-auto bg-sidebar p-3 shadow-e2 outline-none transition-transform duration-200 data-starting-style:-translate-x-full data-ending-style:-translate-x-full">
          <Dialog.Title className="sr-only">{t("label")}</Dialog.Title>
          <div className="flex items-center justify-between pl-2">
            <Brand name={common("product")} />
            <Dialog.Close render={<IconButton label={t("close")} icon={<X aria-hidden />} />} />
          </div>
          <SideNavigation items={items} onNavigate={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
