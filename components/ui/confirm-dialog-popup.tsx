"use client";

import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { Banner } from "./banner";
import { Button } from "./button";
import type { ConfirmDialogProps } from "./confirm-dialog";
import { cx } from "./cx";
import { BACKDROP, DIALOG, DIALOG_BODY, DIALOG_FOOT, DIALOG_TITLE } from "./dialog-class";
import { NumbersTable } from "./numbers-table";
import type { LateProps } from "./on-demand";

/** What `ConfirmDialog` shows once it is opened. */
export default function ConfirmDialogPopup({
  title,
  description,
  numbers,
  children,
  confirmLabel,
  cancelLabel,
  ...props
}: LateProps<ConfirmDialogProps>) {
  const { tone = "primary", onConfirm, pending, disabled, error, trigger, onOpenChange, ...root } = props;
  const t = useTranslations("common.ui");
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog.Root {...root} onOpenChange={onOpenChange && ((next) => onOpenChange(next))}>
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
