"use client";

import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactElement, type ReactNode, useRef } from "react";
import { useTranslations } from "use-intl";
import { Banner } from "./banner";
import { Button } from "./button";
import { cx } from "./cx";
import { BACKDROP, DIALOG, DIALOG_BODY, DIALOG_FOOT, DIALOG_TITLE } from "./dialog-class";
import { type NumberRow, NumbersTable } from "./numbers-table";

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
export function ConfirmDialog({ title, description, numbers, children, confirmLabel, cancelLabel, ...props }: ConfirmDialogProps) {
  const { tone = "primary", onConfirm, pending, disabled, error, trigger, open, onOpenChange } = props;
  const t = useTranslations("common.ui");
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange && ((next) => onOpenChange(next))}>
      {trigger && <AlertDialog.Trigger render={trigger} />}
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={BACKDROP} />
        <AlertDialog.Popup className={cx(DIALOG, "sm:max-w-120")} initialFocus={cancel}>
          <div className="px-6 pt-5 pb-3">
            <AlertDialog.Title className={DIALOG_TITLE}>{title}</AlertDialog.Title>
            {description && <AlertDialog.Description className="mt-1 text-13 text-muted">{description}</AlertDialog.Description>}
          </div>
          <div className={DIALOG_BODY}>
            {numbers && numbers.length > 0 && <NumbersTable rows={numbers} />}
            {children}
            {error && <Banner tone="failed" title={error} />}
          </div>
          <div className={DIALOG_FOOT}>
            <AlertDialog.Close render={<Button ref={cancel} size="l" variant="secondary" disabled={pending} />}>
              {cancelLabel ?? t("cancel")}
            </AlertDialog.Close>
            <Button size="l" variant={tone} pending={pending} disabled={disabled} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
