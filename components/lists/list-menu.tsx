"use client";

import { Ellipsis, Megaphone, Pencil, RadioTower, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { DeleteListDialog } from "@/components/lists/delete-list-dialog";
import { ListNameDialog } from "@/components/lists/list-name-dialog";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button-class";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, type MenuEntry } from "@/components/ui/menu";

type Props = {
  list: { id: number; name: string; memberCount: number };
  /** The page of the list has a button of its own for it. */
  mayCompose?: boolean;
  size?: ButtonSize;
  variant?: ButtonVariant;
};

/** What can be done with a list. */
export function ListMenu({ list, mayCompose = false, size = "m", variant = "secondary" }: Props) {
  const t = useTranslations("lists.menu");
  const [open, setOpen] = useState<"rename" | "delete" | null>(null);
  const check: MenuEntry = { label: t("check"), icon: <RadioTower aria-hidden />, href: `/hlr/new?list=${list.id}` };
  const compose: MenuEntry = { label: t("compose"), icon: <Megaphone aria-hidden />, href: `/mailings/new?list=${list.id}` };
  return (
    <>
      <Menu
        trigger={<IconButton label={t("label", { name: list.name })} icon={<Ellipsis aria-hidden />} size={size} variant={variant} />}
        items={[
          ...(mayCompose ? [compose] : []),
          check,
          { label: t("rename"), icon: <Pencil aria-hidden />, onSelect: () => setOpen("rename") },
          { label: t("delete"), icon: <Trash2 aria-hidden />, danger: true, onSelect: () => setOpen("delete") },
        ]}
      />
      <ListNameDialog list={list} open={open === "rename"} onOpenChange={(next) => setOpen(next ? "rename" : null)} />
      <DeleteListDialog list={list} open={open === "delete"} onOpenChange={(next) => setOpen(next ? "delete" : null)} />
    </>
  );
}
