"use client";

import { Field as BaseField } from "@base-ui/react/field";
import { ChevronsUpDown } from "lucide-react";
import { CONTROL, CONTROL_HEIGHT, type ControlSize } from "./control-class";
import { cx } from "./cx";

export type SelectItem<Value extends string = string> = {
  value: Value;
  label: string;
  /** Said after the label, such as how many there are. */
  hint?: string;
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
};

/**
 * One of a few; the browser's own list, in our clothes where it lets itself be dressed (`.select` in globals.css).
 * Inside a `Field` it is tied to its label by itself.
 */
export function Select<Value extends string>({
  items,
  value,
  onValueChange,
  placeholder,
  size = "m",
  label,
  required,
  ...props
}: SelectProps<Value>) {
  return (
    <span className="relative block">
      <BaseField.Control
        {...props}
        value={value === null ? "" : value}
        onValueChange={onValueChange && ((chosen) => onValueChange(chosen as Value))}
        aria-label={label}
        className={cx(CONTROL, CONTROL_HEIGHT[size], "select cursor-default truncate pr-8")}
        render={
          <select required={required}>
            {placeholder !== undefined && (
              <option value="" disabled hidden>
                {placeholder}
              </option>
            )}
            {items.map((item) => (
              <option key={item.value} value={item.value} disabled={item.disabled}>
                {item.hint ? `${item.label} · ${item.hint}` : item.label}
              </option>
            ))}
          </select>
        }
      />
      <ChevronsUpDown aria-hidden className="pointer-events-none absolute inset-y-0 right-2.5 my-auto size-3.5 text-faint" />
    </span>
  );
}
