"use client";

import { Menu as BaseMenu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import Link from "next/link";
import { cx } from "./cx";
import type { MenuEntry, MenuProps } from "./menu";
import type { LateProps } from "./on-demand";
import { POPUP, POPUP_ITEM } from "./popup-class";

/** What `Menu` shows once it is opened. */
export default function MenuPopup({ trigger, items, align = "end", side = "bottom", ...root }: LateProps<MenuProps>) {
  return (
    <BaseMenu.Root {...root}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner align={align} side={side} sideOffset={4} className="z-50 outline-none">
          <BaseMenu.Popup className={cx(POPUP, "max-h-(--available-height) min-w-48 overflow-y-auto overscroll-contain p-1")}>
            {items.map((entry, index) => (
              <MenuLine key={index} entry={entry} />
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

const HEADING = "px-2 pt-2 pb-1 text-12 text-muted";

function MenuLine({ entry }: { entry: MenuEntry }) {
  if (entry === "separator") return <BaseMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
  if ("heading" in entry) return <div className={HEADING}>{entry.heading}</div>;
  if ("group" in entry) {
    return (
      <BaseMenu.RadioGroup value={entry.value} onValueChange={(value) => entry.onValueChange(String(value))}>
        <div className={HEADING}>{entry.group}</div>
        {entry.items.map((item) => (
          <BaseMenu.RadioItem key={item.value} value={item.value} closeOnClick className={POPUP_ITEM}>
            <span className="flex-1">{item.label}</span>
            <BaseMenu.RadioItemIndicator className="text-accent">
              <Check aria-hidden />
            </BaseMenu.RadioItemIndicator>
          </BaseMenu.RadioItem>
        ))}
      </BaseMenu.RadioGroup>
    );
  }
  const inside = (
    <>
      {entry.icon && <span className={entry.danger ? "" : "text-muted"}>{entry.icon}</span>}
      <span className="flex-1">{entry.label}</span>
      {entry.hint && <span className="text-12 text-muted">{entry.hint}</span>}
    </>
  );
  if (entry.href) {
    return (
      <BaseMenu.LinkItem closeOnClick className={POPUP_ITEM} render={<Link href={entry.href} />}>
        {inside}
      </BaseMenu.LinkItem>
    );
  }
  return (
    <BaseMenu.Item disabled={entry.disabled} onClick={entry.onSelect} className={cx(POPUP_ITEM, entry.danger && "text-failed-fg")}>
      {inside}
    </BaseMenu.Item>
  );
}
