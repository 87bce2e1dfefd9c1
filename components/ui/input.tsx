"use client";

import { Input as BaseInput } from "@base-ui/react/input";
import type { ComponentProps, ReactNode } from "react";
import { CONTROL, CONTROL_HEIGHT, type ControlSize } from "./control-class";
import { cx } from "./cx";

export type InputProps = Omit<ComponentProps<"input">, "size" | "className"> & {
  size?: ControlSize;
  className?: string;
  onValueChange?: (value: string) => void;
  /** An icon inside, at the left. */
  icon?: ReactNode;
};

/** One line of text. Inside a `Field` it is tied to label, help and error by itself. */
export function Input({ size = "m", className, icon, onValueChange, ...props }: InputProps) {
  const input = (
    <BaseInput
      className={cx(CONTROL, CONTROL_HEIGHT[size], icon ? (size === "l" ? "pl-10" : "pl-8") : "", !icon && className)}
      onValueChange={onValueChange && ((value) => onValueChange(value))}
      {...props}
    />
  );
  if (!icon) return input;
  return (
    <span className={cx("relative block", className)}>
      <span
        aria-hidden
        className={cx(
          "pointer-events-none absolute inset-y-0 left-0 z-1 grid place-items-center text-faint",
          size === "l" ? "w-10 [&_svg]:size-5" : "w-8 [&_svg]:size-4",
        )}
      >
        {icon}
      </span>
      {input}
    </span>
  );
}
