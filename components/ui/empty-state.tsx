import type { ReactNode } from "react";

export type EmptyStateProps = { title: ReactNode; children?: ReactNode; action?: ReactNode; icon?: ReactNode };

/** Nothing here: one sentence, and the next step. */
export function EmptyState({ title, children, action, icon }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-3 py-12 sm:items-center sm:text-center">
      {icon && (
        <span aria-hidden className="text-faint [&_svg]:size-6 [&_svg]:stroke-[1.5]">
          {icon}
        </span>
      )}
      <div className="max-w-110">
        <p className="text-16 font-strong">{title}</p>
        {children && <div className="mt-1 text-14 text-muted">{children}</div>}
      </div>
      {action && <div className="flex flex-wrap gap-2">{action}</div>}
    </div>
  );
}
