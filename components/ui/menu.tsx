"use client";

import type { ReactElement, ReactNode } from "react";
import { onDemand } from "./on-demand";

export type MenuEntry =
  | {
      label: ReactNode;
      icon?: ReactNode;
      hint?: ReactNode;
      href?: string;
      onSelect?: () => void;
      danger?: boolean;
      disabled?: boolean;
    }
  | {
      group: ReactNode;
      value: string;
      items: readonly { value: string; label: ReactNode }[];
      onValueChange: (value: string) => void;
    }
  | { heading: ReactNode }
  | "separator";

export type MenuProps = {
  /** The button that opens it, such as an `IconButton`. */
  trigger: ReactElement;
  items: readonly MenuEntry[];
  align?: "start" | "center" | "end";
  side?: "top" | "bottom";
};

/** Deeds and ways on, under one button. */
export const Menu = onDemand<MenuProps>("menu", () => import("./menu-popup"));
