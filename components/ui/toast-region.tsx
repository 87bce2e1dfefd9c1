"use client";

import { Toast } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect, useEffectEvent, useRef } from "react";
import { useTranslations } from "use-intl";
import { buttonClass } from "./button-class";
import { cx } from "./cx";
import type { ToastSaid } from "./toast";

const SHOWN_MS = 6_000;

/** The corner in which toasts stand. `said`: all that ever were, the newest last. */
export default function ToastRegion({ said }: { said: readonly ToastSaid[] }) {
  const t = useTranslations("common.ui");
  return (
    <Toast.Provider limit={3}>
      <Toast.Portal>
        <Toast.Viewport
          aria-label={t("notices")}
          className="fixed right-[calc(var(--frame-edge)+1rem)] bottom-[calc(var(--frame-edge)+1rem)] z-60 flex w-90 max-w-[calc(100vw-2.5rem)] max-sm:bottom-[calc(var(--frame-edge)+4.75rem)] flex-col gap-2 outline-none"
        >
          <Toasts said={said} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts({ said }: { said: readonly ToastSaid[] }) {
  const { toasts, add, close } = Toast.useToastManager();
  const t = useTranslations("common.ui");
  const shown = useRef(0);

  const show = useEffectEvent(({ type, title, description, undo }: ToastSaid) => {
    const id = add({
      type,
      title,
      description,
      timeout: type === "failed" ? 0 : SHOWN_MS,
      priority: type === "failed" ? "high" : "low",
      actionProps: undo && {
        children: t("undo"),
        onClick: () => {
          close(id);
          undo();
        },
      },
    });
  });

  useEffect(() => {
    for (const toast of said.slice(shown.current)) show(toast);
    shown.current = said.length;
  }, [said]);

  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      swipeDirection={["right", "down"]}
      className="rounded-l bg-raised shadow-e1 transition-opacity data-starting-style:opacity-0 data-ending-style:opacity-0 data-limited:hidden"
    >
      <Toast.Content className="flex items-start gap-2.5 py-2.5 pr-2 pl-3 text-13">
        <span aria-hidden className={cx("mt-0.5 [&_svg]:size-4", toast.type === "failed" ? "text-failed-fg" : "text-delivered-fg")}>
          {toast.type === "failed" ? <CircleAlert /> : <CircleCheck />}
        </span>
        <div className="min-w-0 flex-1">
          <Toast.Title className="text-13 font-medium" render={<p />} />
          <Toast.Description className="mt-0.5 text-muted" />
        </div>
        <Toast.Action className={cx(buttonClass("secondary", "s"), "-my-1")} />
        <Toast.Close aria-label={t("close")} className={cx(buttonClass("quiet", "s", true), "-my-1 text-muted")}>
          <X aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
