"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cx } from "./cx";
import { BACKDROP, DIALOG, DIALOG_BODY, DIALOG_FOOT, DIALOG_TITLE } from "./dialog-class";
import { IconButton } from "./icon-button";

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
export function Dialog({ title, description, children, actions, trigger, open, onOpenChange, size = "m", reading }: DialogProps) {
  const t = useTranslations("common.ui");
  return (
    <BaseDialog.Root open={open} onOpenChange={onOpenChange && ((next) => onOpenChange(next))}>
      {trigger && <BaseDialog.Trigger render={trigger} />}
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={BACKDROP} />
        <BaseDialog.Popup className={cx(DIALOG, size === "m" ? "sm:max-w-120" : "sm:max-w-180")}>
          <div className="flex items-start justify-between gap-4 px-6 pt-5 pb-3">
            <div className="min-w-0">
              <BaseDialog.Title className={DIALOG_TITLE}>{title}</BaseDialog.Title>
              {description && <BaseDialog.Description className="mt-1 text-13 text-muted">{description}</BaseDialog.Description>}
            </div>
            <BaseDialog.Close render={<IconButton label={t("close")} icon={<X aria-hidden />} className="-mt-1 -mr-2" />} />
          </div>
          <div tabIndex={reading ? 0 : undefined} className={DIALOG_BODY}>
            {children}
          </div>
          {actions && <div className={DIALOG_FOOT}>{actions}</div>}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
