"use client";

import { Switch as BaseSwitch } from "@base-ui/react/switch";
import type { ReactNode } from "react";

export type SwitchProps = {
  label: ReactNode;
  help?: ReactNode;
  checked?: boolean;
  defaultChecked?: boolean;
  onCheckedChange?: (checked: boolean) => void;
  name?: string;
  disabled?: boolean;
};

/** Something that is on or off at once, without a save. */
export function Switch({ label, help, onCheckedChange, ...props }: SwitchProps) {
  return (
    <label className="flex w-fit cursor-pointer gap-2.5 text-13">
      <BaseSwitch.Root
        onCheckedChange={onCheckedChange && ((checked) => onCheckedChange(checked))}
        className="mt-px flex h-4.5 w-8 shrink-0 rounded-full bg-control-line p-0.5 transition-colors data-checked:bg-accent data-disabled:bg-line-strong"
        {...props}
      >
        <BaseSwitch.Thumb className="size-3.5 rounded-full bg-surface transition-transform duration-200 data-checked:translate-x-3.5" />
      </BaseSwitch.Root>
      <span className="min-w-0">
        {label}
        {help && <span className="block text-12 text-muted">{help}</span>}
      </span>
    </label>
  );
}
