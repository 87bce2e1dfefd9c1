"use client";

import { Toast } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import { buttonClass } from "./button-class";
import { cx } from "./cx";

const SHOWN_MS = 6_000;

export type ToastOptions = {
  description?: ReactNode;
  /** Offered for six seconds. */
  undo?: () => void;
};

/** Say what was done (`done`) or what did not work (`failed`). */
export function useToast() {
  const { add, close } = Toast.useToastManager();
  const t = useTranslations("common.ui");
  return useMemo(() => {
    const show =
      (type: "done" | "failed") =>
      (title: ReactNode, options: ToastOptions = {}) => {
        const { description, undo } = options;
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
      };
    return { done: show("done"), failed: show("failed") };
  }, [add, close, t]);
}

/** Holds the toasts; stands once, around the app. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useTranslations("common.ui");
  return (
    <Toast.Provider limit={3}>
      {children}
      <Toast.Portal>
        <Toast.Viewport
          aria-label={t("notices")}
          className="fixed right-[calc(var(--frame-edge)+1rem)] bottom-[calc(var(--frame-edge)+1rem)] z-60 flex w-90 max-w-[calc(100vw-2.5rem)] max-sm:bottom-[calc(var(--frame-edge)+4.75rem)] flex-col gap-2 outline-none"
        >
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts() {
  const { toasts } = Toast.useToastManager();
  const t = useTranslations("common.ui");
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
