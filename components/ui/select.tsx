"use client";

import { Select as BaseSelect } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { CONTROL, CONTROL_HEIGHT, type ControlSize } from "./control-class";
import { cx } from "./cx";
import { POPUP, POPUP_ITEM, POPUP_LIST } from "./popup-class";

export type SelectItem<Value extends string = string> = {
  value: Value;
  label: string;
  hint?: ReactNode;
  disabled?: boolean;
};

export type SelectProps<Value extends string = string> = {
  items: readonly SelectItem<Value>[];
  value?: Value | null;
  defaultValue?: Value;
  onValueChange?: (value: Value) => void;
  placeholder?: string;
  name?: string;
  disabled?: boolean;
  required?: boolean;
  size?: ControlSize;
  /** Names it where no `Field` does. */
  label?: string;
  className?: string;
};

/** One of a few. Inside a `Field` it is tied to its label by itself. */
export function Select<Value extends string>({ items, placeholder, size = "m", label, className, ...props }: SelectProps<Value>) {
  const { onValueChange, ...root } = props;
  return (
    <BaseSelect.Root
      items={items}
      {...root}
      onValueChange={(value) => {
        if (value !== null) onValueChange?.(value);
      }}
    >
      <BaseSelect.Trigger
        aria-label={label}
        className={cx(CONTROL, CONTROL_HEIGHT[size], "flex items-center justify-between gap-2 text-left", className)}
      >
        <BaseSelect.Value placeholder={placeholder} className="truncate data-placeholder:text-faint" />
        <BaseSelect.Icon className="shrink-0 text-faint">
          <ChevronsUpDown aria-hidden className="size-3.5" />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner sideOffset={4} align="start" alignItemWithTrigger={false} className="z-50 outline-none">
          <BaseSelect.Popup className={cx(POPUP, "min-w-(--anchor-width)")}>
            <BaseSelect.List className={POPUP_LIST}>
              {items.map((item) => (
                <BaseSelect.Item key={item.value} value={item.value} disabled={item.disabled} className={POPUP_ITEM}>
                  <BaseSelect.ItemText className="flex-1">{item.label}</BaseSelect.ItemText>
                  {item.hint && <span className="text-12 text-muted tabular-nums">{item.hint}</span>}
                  <BaseSelect.ItemIndicator className="text-accent" keepMounted>
                    <Check aria-hidden className="in-data-[selected]:visible invisible" />
                  </BaseSelect.ItemIndicator>
                </BaseSelect.Item>
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
