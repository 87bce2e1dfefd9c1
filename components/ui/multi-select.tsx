"use client";

import { Field as BaseField } from "@base-ui/react/field";
import { X } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { CONTROL } from "./control-class";
import { cx } from "./cx";

export type MultiSelectItem = { value: string; label: string; hint?: ReactNode };

export type MultiSelectProps = {
  items: readonly MultiSelectItem[];
  value: readonly string[];
  onValueChange: (value: string[]) => void;
  placeholder?: string;
  name?: string;
  disabled?: boolean;
};

export const MULTI_SELECT = {
  frame: cx(
    CONTROL,
    "flex min-h-8 cursor-text items-center px-1 py-0.75 max-sm:min-h-10",
    "has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2 has-[input:focus-visible]:outline-accent",
  ),
  chips: "flex w-full flex-wrap items-center gap-1",
  chip: "flex h-6 max-w-full cursor-default items-center gap-1 rounded-s bg-pressed pl-2 text-13 max-sm:h-8",
  remove: "grid size-6 place-items-center rounded-s text-faint hover:text-text max-sm:size-8",
  input: "h-6 min-w-24 flex-1 bg-transparent px-1.5 text-13 outline-none max-sm:text-16",
};

const load = () => import("./multi-select-list");
const WithList = lazy(load);

/** Several of many, found by typing and kept as chips. Inside a `Field` it is tied to its label by itself. The list comes when it is first wanted. */
export function MultiSelect(props: MultiSelectProps) {
  const [typed, setTyped] = useState("");
  const [isWanted, setWanted] = useState(false);
  const [hasFocus, setHasFocus] = useState(false);

  function focus(has: boolean) {
    setHasFocus(has);
    if (has) setWanted(true);
  }

  const alone = <ChipsAlone {...props} typed={typed} onType={setTyped} onFocusChange={focus} />;
  if (!isWanted) return alone;
  return (
    <Suspense fallback={alone}>
      <WithList {...props} typed={typed} hasFocus={hasFocus} />
    </Suspense>
  );
}

type AloneProps = MultiSelectProps & { typed: string; onType: (typed: string) => void; onFocusChange: (has: boolean) => void };

/** What is chosen, and the field, before anybody has looked for more. */
function ChipsAlone({ items, value, onValueChange, placeholder, name, disabled, typed, onType, onFocusChange }: AloneProps) {
  const t = useTranslations("common.ui");
  const chosen = value.flatMap((key) => items.find((item) => item.value === key) ?? []);
  return (
    <div className={MULTI_SELECT.frame} onPointerEnter={() => void load()}>
      <div className={MULTI_SELECT.chips} role={chosen.length ? "group" : undefined} aria-label={chosen.length ? t("chosen") : undefined}>
        {chosen.map((item) => (
          <div key={item.value} className={MULTI_SELECT.chip}>
            <span className="truncate">{item.label}</span>
            {item.hint && <span className="text-12 text-muted tabular-nums">{item.hint}</span>}
            <button
              type="button"
              disabled={disabled}
              aria-label={t("remove", { label: item.label })}
              className={MULTI_SELECT.remove}
              onClick={() => onValueChange(value.filter((key) => key !== item.value))}
            >
              <X aria-hidden className="size-3" />
            </button>
          </div>
        ))}
        <BaseField.Control
          role="combobox"
          aria-expanded={false}
          aria-haspopup="listbox"
          autoComplete="off"
          name={name}
          disabled={disabled}
          value={typed}
          onValueChange={(text) => {
            onType(text);
            onFocusChange(true);
          }}
          onFocus={() => onFocusChange(true)}
          // Whoever was here before the page's script hears of no focus any more.
          onClick={() => onFocusChange(true)}
          onBlur={() => onFocusChange(false)}
          placeholder={chosen.length ? undefined : placeholder}
          className={MULTI_SELECT.input}
        />
      </div>
    </div>
  );
}
