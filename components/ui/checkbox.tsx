"use client";

import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";

export type CheckboxProps = {
  label: ReactNode;
  help?: ReactNode;
  /** Only the box is seen; the label is read aloud. For a column of a table. */
  labelHidden?: boolean;
  checked?: boolean;
  defaultChecked?: boolean;
  indeterminate?: boolean;
  onCheckedChange?: (checked: boolean) => void;
  name?: string;
  value?: string;
  disabled?: boolean;
  required?: boolean;
};

const BOX =
  "peer size-4 shrink-0 cursor-[inherit] appearance-none forced-colors:appearance-auto rounded-s border border-control-line bg-surface transition-colors hover:border-muted " +
  "checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:border-line-strong disabled:bg-pressed";
const MARK = "pointer-events-none absolute inset-0 m-auto hidden size-3 text-on-accent forced-colors:invisible";

/** A box and its sentence; the whole line can be pressed. */
export function Checkbox({ label, help, labelHidden, indeterminate = false, onCheckedChange, ...props }: CheckboxProps) {
  return (
    <label className={cx("flex w-fit gap-2 text-13", props.disabled ? "text-faint" : "cursor-pointer", "max-sm:min-h-10 max-sm:items-center")}>
      <span className={cx("relative size-4 shrink-0", !labelHidden && "mt-0.5 max-sm:mt-0")}>
        <input
          type="checkbox"
          ref={(box) => {
            if (box) box.indeterminate = indeterminate;
          }}
          className={cx(BOX, "block")}
          onChange={onCheckedChange && ((event) => onCheckedChange(event.target.checked))}
          {...props}
        />
        <Check aria-hidden className={cx(MARK, "peer-checked:peer-not-indeterminate:block")} strokeWidth={3} />
        <Minus aria-hidden className={cx(MARK, "peer-indeterminate:block")} strokeWidth={3} />
      </span>
      <span className={labelHidden ? "sr-only" : "min-w-0"}>
        {label}
        {help && <span className="block text-12 text-muted">{help}</span>}
      </span>
    </label>
  );
}
