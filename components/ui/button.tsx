"use client";

import { Button as BaseButton } from "@base-ui/react/button";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { buttonClass, type ButtonSize, type ButtonVariant } from "./button-class";
import { cx } from "./cx";
import { Spinner } from "./spinner";

type Look = { variant?: ButtonVariant; size?: ButtonSize; icon?: ReactNode; children?: ReactNode; className?: string };

export type ButtonProps = Omit<ComponentProps<"button">, "children" | "className"> &
  Look & {
    /** The deed is under way: the button keeps its width and its focus and takes no second press. */
    pending?: boolean;
  };

/** A button. One `primary` a view; `danger` only for what cannot be undone. */
export function Button({ variant = "secondary", size = "m", icon, pending = false, className, ...props }: ButtonProps) {
  const { children, disabled, type = "button", ...rest } = props;
  return (
    <BaseButton
      type={type}
      disabled={disabled || pending}
      focusableWhenDisabled={pending}
      aria-busy={pending || undefined}
      className={cx(buttonClass(variant, size), className)}
      {...rest}
    >
      {pending && <Spinner className="absolute left-1/2 top-1/2 size-4 -translate-1/2" />}
      <span className={cx("inline-flex items-center gap-1.5", pending && "opacity-0")}>
        {icon}
        {children}
      </span>
    </BaseButton>
  );
}

export type ButtonLinkProps = Omit<ComponentProps<typeof Link>, "children" | "className"> & Look;

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({ variant = "secondary", size = "m", icon, className, children, ...props }: ButtonLinkProps) {
  return (
    <Link className={cx(buttonClass(variant, size), className)} {...props}>
      {icon}
      {children}
    </Link>
  );
}
