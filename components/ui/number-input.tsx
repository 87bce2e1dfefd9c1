"use client";

import dynamic from "next/dynamic";

export type NumberInputProps = {
  value?: number | null;
  defaultValue?: number;
  onValueChange?: (value: number | null) => void;
  min?: number;
  max?: number;
  step?: number;
  name?: string;
  disabled?: boolean;
  required?: boolean;
  /** Said after the number, such as "messages a minute". */
  unit?: string;
  className?: string;
};

/** A number with steps. Most stand in dialogs, and few pages wait for them. */
export const NumberInput = dynamic<NumberInputProps>(() => import("./number-field"), {
  loading: () => <span className="block h-8 max-sm:h-10" />,
});
