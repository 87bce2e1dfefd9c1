"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Menu, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { BACKDROP } from "@/components/ui/dialog-class";
import { IconButton } from "@/components/ui/icon-button";
import { Brand } from "./brand";
import { type NavigationItem, SideNavigation } from "./side-navigation";

/** The side bar of narrow windows. */
export function NavigationDrawer({ items }: { items: readonly NavigationItem[] }) {
  const t = useTranslations("nav");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => setOpen(next)}>
      <Dialog.Trigger render={<IconButton label={t("open")} icon={<Menu aria-hidden />} className="-ml-2 frame:hidden" />} />
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
