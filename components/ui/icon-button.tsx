"use client";

import { Button as BaseButton } from "@base-ui/react/button";
import type { ComponentProps, ReactNode } from "react";
import { buttonClass, type ButtonSize, type ButtonVariant } from "./button-class";
import { cx } from "./cx";
import { Spinner } from "./spinner";

export type IconButtonProps = Omit<ComponentProps<"button">, "children" | "aria-label"> & {
  /** What it does, in words: read aloud, and shown on hover. */
  label: string;
  icon: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
  pending?: boolean;
};

/** A button that shows only an icon. */
export function IconButton({ label, icon, variant = "quiet", size = "m", pending = false, ...props }: IconButtonProps) {
  const { className, disabled, type = "button", ...rest } = props;
  return (
    <BaseButton
      type={type}
      aria-label={label}
      title={label}
      disabled={disabled || pending}
      focusableWhenDisabled={pending}
      aria-busy={pending || undefined}
      className={cx(buttonClass(variant, size, true), variant === "quiet" && "text-muted hover:text-text", className)}
      {...rest}
    >
      {pending ? <Spinner /> : icon}
    </BaseButton>
  );
}
