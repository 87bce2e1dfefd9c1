"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup as BaseRadioGroup } from "@base-ui/react/radio-group";
import { type ReactNode, useId } from "react";
import { cx } from "./cx";

export type RadioItem<Value extends string = string> = {
  value: Value;
  label: ReactNode;
  help?: ReactNode;
  disabled?: boolean;
};

export type RadioGroupProps<Value extends string = string> = {
  /** The question; read aloud even when hidden. */
  label: ReactNode;
  labelHidden?: boolean;
  items: readonly RadioItem<Value>[];
  value?: Value;
  defaultValue?: Value;
  onValueChange?: (value: Value) => void;
  name?: string;
  disabled?: boolean;
};

/** One of a few that are all worth seeing at once. */
export function RadioGroup<Value extends string>({ label, labelHidden, items, onValueChange, ...props }: RadioGroupProps<Value>) {
  const labelId = useId();
  return (
    <BaseRadioGroup
      aria-labelledby={labelId}
      className="flex flex-col gap-2"
      onValueChange={onValueChange && ((value) => onValueChange(value as Value))}
      {...props}
    >
      <span id={labelId} className={labelHidden ? "sr-only" : "text-13 font-medium"}>
        {label}
      </span>
      {items.map((item) => (
        <label key={item.value} className={cx("flex w-fit gap-2 text-13 max-sm:min-h-10", !item.disabled && "cursor-pointer")}>
          <Radio.Root
            value={item.value}
            disabled={item.disabled}
            // Its label names it as well, but only once the page's script runs.
            aria-labelledby={`${labelId}-${item.value}`}
            className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-control-line bg-surface transition-colors hover:border-muted data-checked:border-accent data-checked:bg-accent data-disabled:border-line-strong"
          >
            <Radio.Indicator className="size-1.5 rounded-full bg-on-accent" />
          </Radio.Root>
          <span id={`${labelId}-${item.value}`} className="min-w-0">
            {item.label}
            {item.help && <span className="block text-12 text-muted">{item.help}</span>}
          </span>
        </label>
      ))}
    </BaseRadioGroup>
  );
}
