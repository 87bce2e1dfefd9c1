"use client";

import { createContext, lazy, type ReactNode, Suspense, use, useMemo, useState } from "react";

export type ToastOptions = {
  description?: ReactNode;
  /** Offered for six seconds. */
  undo?: () => void;
};

export type ToastSaid = ToastOptions & { type: "done" | "failed"; title: ReactNode };

/** No page waits for it: it comes with the first toast. */
const ToastRegion = lazy(() => import("./toast-region"));

const Say = createContext<(toast: ToastSaid) => void>(() => {
  throw new Error("A toast outside of ToastProvider");
});

/** Say what was done (`done`) or what did not work (`failed`). */
export function useToast() {
  const say = use(Say);
  return useMemo(() => {
    const show =
      (type: ToastSaid["type"]) =>
      (title: ReactNode, options: ToastOptions = {}) =>
        say({ type, title, ...options });
    return { done: show("done"), failed: show("failed") };
  }, [say]);
}

/** Holds the toasts; stands once, around the app. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<readonly ToastSaid[]>([]);
  const [say] = useState(() => (toast: ToastSaid) => setSaid((before) => [...before, toast]));
  return (
    <Say value={say}>
      {children}
      {said.length > 0 && (
        <Suspense>
          <ToastRegion said={said} />
        </Suspense>
      )}
    </Say>
  );
}
