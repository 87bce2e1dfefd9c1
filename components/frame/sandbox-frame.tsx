"use client";

import { FlaskConical } from "lucide-react";
import { useTranslations } from "use-intl";

/** A strip over the page and an edge around it, in a hue that no state uses: nothing here is real. It stands above dialogs, too. */
export function SandboxFrame() {
  const common = useTranslations("common");
  return (
    <div data-sandbox-frame="">
      <section
        aria-label={common("frame.sandbox")}
        className="fixed inset-x-0 top-0 z-70 flex h-(--sandbox-strip) items-center justify-center gap-2 bg-sandbox px-4 text-12 font-medium whitespace-nowrap text-on-sandbox"
      >
        <FlaskConical aria-hidden className="size-3.5 shrink-0" />
        <span className="truncate">{common("sandbox.strip")}</span>
      </section>
      <div
        aria-hidden
        className="pointer-events-none fixed inset-x-0 top-(--sandbox-strip) bottom-0 z-70 border-x-(length:--sandbox-edge) border-b-(length:--sandbox-edge) border-sandbox"
      />
    </div>
  );
}
