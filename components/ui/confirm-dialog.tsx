"use client";

import type { ReactElement, ReactNode } from "react";
import type { NumberRow } from "./numbers-table";
import { onDemand } from "./on-demand";

export type ConfirmDialogProps = {
  /** The question. */
  title: ReactNode;
  description?: ReactNode;
  /** The numbers it is decided by. */
  numbers?: readonly NumberRow[];
  /** The reason field, or whatever else is to be filled in. */
  children?: ReactNode;
  /** The deed and its size: "Pause, 12 340 wait". */
  confirmLabel: ReactNode;
  cancelLabel?: ReactNode;
  tone?: "primary" | "danger";
  onConfirm: () => void;
  pending?: boolean;
  disabled?: boolean;
  /** Why the last try did not work. */
  error?: ReactNode;
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

/** A question with consequences. Focus starts on the way back; a press beside it does nothing. Closing is the caller's, by `open`. */
export const ConfirmDialog = onDemand<ConfirmDialogProps>("dialog", () => import("./confirm-dialog-popup"));
