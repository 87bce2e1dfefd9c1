"use client";

import { Combobox } from "@base-ui/react/combobox";
import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { CONTROL } from "./control-class";
import { cx } from "./cx";
import { POPUP, POPUP_ITEM, POPUP_LIST } from "./popup-class";

export type MultiSelectItem = { value: string; label: string; hint?: ReactNode };

export type MultiSelectProps = {
  items: readonly MultiSelectItem[];
  value: readonly string[];
  onValueChange: (value: string[]) => void;
  placeholder?: string;
  name?: string;
  disabled?: boolean;
};

/** Several of many, found by typing and kept as chips. Inside a `Field` it is tied to its label by itself. */
export function MultiSelect({ items, value, onValueChange, placeholder, name, disabled }: MultiSelectProps) {
  const t = useTranslations("common.ui");
  const chosen = value.flatMap((key) => items.find((item) => item.value === key) ?? []);
  return (
    <Combobox.Root
      multiple
      items={items}
      value={chosen}
      onValueChange={(next: MultiSelectItem[]) => onValueChange(next.map((item) => item.value))}
      name={name}
      disabled={disabled}
      autoHighlight
    >
      <Combobox.InputGroup
        className={cx(
          CONTROL,
          "flex min-h-8 cursor-text items-center px-1 py-0.75 max-sm:min-h-10",
          "has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2 has-[input:focus-visible]:outline-accent",
        )}
      >
        <Combobox.Chips className="flex w-full flex-wrap items-center gap-1" aria-label={chosen.length ? t("chosen") : undefined}>
          {chosen.map((item) => (
            <Combobox.Chip
              key={item.value}
              aria-label={item.label}
              className="flex h-6 max-w-full cursor-default items-center gap-1 rounded-s bg-pressed pl-2 text-13 max-sm:h-8"
            >
              <span className="truncate">{item.label}</span>
              {item.hint && <span className="text-12 text-muted tabular-nums">{item.hint}</span>}
              <Combobox.ChipRemove
                aria-label={t("remove", { label: item.label })}
                className="grid size-6 place-items-center rounded-s text-faint hover:text-text max-sm:size-8"
              >
                <X aria-hidden className="size-3" />
              </Combobox.ChipRemove>
            </Combobox.Chip>
          ))}
          <Combobox.Input
            placeholder={chosen.length ? undefined : placeholder}
            className="h-6 min-w-24 flex-1 bg-transparent px-1.5 text-13 outline-none max-sm:text-16"
          />
        </Combobox.Chips>
      </Combobox.InputGroup>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} className="z-50 outline-none">
          <Combobox.Popup className={cx(POPUP, "w-(--anchor-width)")}>
            <Combobox.Empty>
              <div className="px-3 py-3 text-13 text-muted">{t("nothingFound")}</div>
            </Combobox.Empty>
            <Combobox.List className={cx(POPUP_LIST, "data-empty:p-0")}>
              {(item: MultiSelectItem) => (
                <Combobox.Item key={item.value} value={item} className={POPUP_ITEM}>
                  <span className="grid size-4 place-items-center">
                    <Combobox.ItemIndicator className="text-accent">
                      <Check aria-hidden />
                    </Combobox.ItemIndicator>
                  </span>
                  <span className="min-w-0 flex-1 truncate">{item.label}</span>
                  {item.hint && <span className="text-12 text-muted tabular-nums">{item.hint}</span>}
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
