import type { ReactNode } from "react";
import { Breadcrumb, type Crumb } from "./breadcrumb";

export type PageHeaderProps = {
  title: ReactNode;
  /** The way here without the page itself; it stands in the frame's header. */
  breadcrumb?: readonly Crumb[];
  badge?: ReactNode;
  /** One primary button at most; on a phone they stand at the thumb. */
  actions?: ReactNode;
  /** A line of facts under the title. */
  description?: ReactNode;
};

/** The head of a page: where one is, what it is, what can be done. */
export function PageHeader({ title, breadcrumb, badge, actions, description }: PageHeaderProps) {
  return (
    <header className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      {breadcrumb && <Breadcrumb crumbs={breadcrumb} />}
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-20 wrap-anywhere">{title}</h1>
          {badge}
        </div>
        {description && <div className="mt-1 text-13 text-muted">{description}</div>}
      </div>
      {actions && (
        <div
          data-thumb=""
          className="flex items-center gap-2 max-sm:fixed max-sm:flex-wrap max-sm:inset-x-(--frame-edge) max-sm:bottom-(--frame-edge) max-sm:z-20 max-sm:border-t max-sm:border-line max-sm:bg-surface max-sm:p-3 max-sm:[&>*:not([aria-label])]:flex-1"
        >
          {actions}
        </div>
      )}
    </header>
  );
}
