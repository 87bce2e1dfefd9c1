import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "./button-class";
import { cx } from "./cx";

/** Takes a view away as a file. */
export function DownloadLink({ href, className, children }: { href: string; className?: string; children: ReactNode }) {
  return (
    <a href={href} download className={cx(buttonClass("secondary", "m"), className)}>
      <Download aria-hidden />
      {children}
    </a>
  );
}
