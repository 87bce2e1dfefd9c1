"use client";

import { Field as BaseField } from "@base-ui/react/field";
import type { ComponentProps } from "react";
import { CONTROL } from "./control-class";
import { cx } from "./cx";

export type TextareaProps = Omit<ComponentProps<"textarea">, "className"> & { className?: string };

/** Several lines of text; grows with what is written as far as the page allows. */
export function Textarea({ className, rows = 4, ...props }: TextareaProps) {
  const { value, defaultValue, disabled, name, onChange, ...rest } = props;
  return (
    <BaseField.Control
      value={value}
      defaultValue={defaultValue}
      disabled={disabled}
      name={name}
      className={cx(CONTROL, "field-sizing-content max-h-[60vh] resize-y px-2.5 py-1.5", className)}
      render={<textarea rows={rows} onChange={onChange} {...rest} style={{ minHeight: `${rows * 20 + 14}px` }} />}
    />
  );
}
