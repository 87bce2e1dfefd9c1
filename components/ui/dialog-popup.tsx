"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslations } from "use-intl";
import { cx } from "./cx";
import type { DialogProps } from "./dialog";
import { BACKDROP, DIALOG, DIALOG_BODY, DIALOG_FOOT, DIALOG_TITLE } from "./dialog-class";
import { IconButton } from "./icon-button";
import type { LateProps } from "./on-demand";

/** What `Dialog` shows once it is opened. */
export default function DialogPopup({ title, description, children, actions, trigger, size = "m", reading, ...root }: LateProps<DialogProps>) {
  const t = useTranslations("common.ui");
  return (
    <BaseDialog.Root {...root} onOpenChange={root.onOpenChange && ((next) => root.onOpenChange?.(next))}>
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
