"use client";

import { NumberField } from "@base-ui/react/number-field";
import { Minus, Plus } from "lucide-react";
import { useLocale, useTranslations } from "use-intl";
import { cx } from "./cx";
import type { NumberInputProps } from "./number-input";

const STEP =
  "grid w-8 shrink-0 place-items-center text-muted hover:bg-hover hover:text-text data-disabled:text-disabled transition-colors max-sm:w-10";

/** What `NumberInput` is once it is loaded. */
export default function NumberInputField({ unit, className, onValueChange, ...props }: NumberInputProps) {
  const t = useTranslations("common.ui");
  return (
    <NumberField.Root
      locale={useLocale()}
      onValueChange={onValueChange && ((value) => onValueChange(value))}
      className={cx("flex items-center gap-2", className)}
      {...props}
    >
      <NumberField.Group className="flex h-8 w-36 overflow-hidden rounded-m border border-control-line bg-surface focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent hover:border-muted data-disabled:border-line-strong data-disabled:bg-sunken data-invalid:border-danger max-sm:h-10">
        <NumberField.Decrement aria-label={t("less")} className={cx(STEP, "border-r border-line")}>
          <Minus aria-hidden className="size-3.5" />
        </NumberField.Decrement>
        <NumberField.Input className="w-full min-w-0 bg-transparent px-2 text-center text-13 tabular-nums outline-none max-sm:text-16" />
        <NumberField.Increment aria-label={t("more")} className={cx(STEP, "border-l border-line")}>
          <Plus aria-hidden className="size-3.5" />
        </NumberField.Increment>
      </NumberField.Group>
      {unit && <span className="text-13 text-muted">{unit}</span>}
    </NumberField.Root>
  );
}
