"use client";

import type { ReactElement, ReactNode } from "react";
import { onDemand } from "./on-demand";

export type DialogProps = {
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the main one last. Give `size="l"` to each. */
  actions?: ReactNode;
  /** A button that opens it; else steer it by `open`. */
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  size?: "m" | "l";
  /** Nothing in it takes the focus: its body does, so that keys can scroll it. */
  reading?: boolean;
};

/** A form or some reading over the page. For a question with consequences use `ConfirmDialog`. */
export const Dialog = onDemand<DialogProps>("dialog", () => import("./dialog-popup"));
