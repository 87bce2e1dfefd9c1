import { CircleAlert, CircleCheck, CirclePause, Clock, Eye, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { TONE_TINT, type Tone } from "./tone";

const ICON: Record<Tone, ReactNode> = {
  waiting: <Clock />,
  moving: <Info />,
  delivered: <CircleCheck />,
  read: <Eye />,
  attention: <TriangleAlert />,
  failed: <CircleAlert />,
  stopped: <CirclePause />,
};

export type BannerProps = {
  tone: Tone;
  /** One sentence of what. */
  title: ReactNode;
  /** One sentence of what to do. */
  children?: ReactNode;
  /** One action, `size="s"`. */
  action?: ReactNode;
  icon?: ReactNode;
};

/** Something about the page that has to be known before reading on. */
export function Banner({ tone, title, children, action, icon }: BannerProps) {
  return (
    <div
      role={tone === "failed" ? "alert" : "status"}
      className={cx("flex items-start gap-2.5 rounded-m border px-3 py-2.5 text-13 max-sm:flex-wrap", TONE_TINT[tone])}
    >
      <span aria-hidden className="mt-0.5 shrink-0 [&_svg]:size-4">
        {icon ?? ICON[tone]}
      </span>
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {children && <div className="mt-0.5 text-text">{children}</div>}
      </div>
      {action && <div className="-my-0.5 shrink-0 text-text max-sm:w-full">{action}</div>}
    </div>
  );
}
