"use client";

import { Combobox } from "@base-ui/react/combobox";
import { Check, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { cx } from "./cx";
import { MULTI_SELECT, type MultiSelectItem, type MultiSelectProps } from "./multi-select";
import { POPUP, POPUP_ITEM, POPUP_LIST } from "./popup-class";

type ListProps = MultiSelectProps & { /** Until it came. */ typed: string; /** Whoever wanted it is still there. */ hasFocus: boolean };

/** What `MultiSelect` is once its list is wanted: open, with what was typed until then. */
export default function MultiSelectList({ typed, hasFocus, ...props }: ListProps) {
  const { items, value, onValueChange, placeholder, name, disabled } = props;
  const t = useTranslations("common.ui");
  const chosen = value.flatMap((key) => items.find((item) => item.value === key) ?? []);
  return (
    <Combobox.Root
      multiple
      defaultOpen={hasFocus}
      defaultInputValue={typed}
      items={items}
      value={chosen}
      onValueChange={(next: MultiSelectItem[]) => onValueChange(next.map((item) => item.value))}
      name={name}
      disabled={disabled}
      autoHighlight
    >
      <Combobox.InputGroup className={MULTI_SELECT.frame}>
        <Combobox.Chips className={MULTI_SELECT.chips} aria-label={chosen.length ? t("chosen") : undefined}>
          {chosen.map((item) => (
            <Combobox.Chip key={item.value} aria-label={item.label} className={MULTI_SELECT.chip}>
              <span className="truncate">{item.label}</span>
              {item.hint && <span className="text-12 text-muted tabular-nums">{item.hint}</span>}
              <Combobox.ChipRemove aria-label={t("remove", { label: item.label })} className={MULTI_SELECT.remove}>
                <X aria-hidden className="size-3" />
              </Combobox.ChipRemove>
            </Combobox.Chip>
          ))}
          <Combobox.Input autoFocus={hasFocus} placeholder={chosen.length ? undefined : placeholder} className={MULTI_SELECT.input} />
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
