"use client";

import Link from "next/link";
import { Fragment, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";

export type Crumb = { label: string; href?: string };

/** Where the frame takes the page's breadcrumb. */
export const BREADCRUMB_SLOT = "frame-breadcrumb";

const never = () => () => {};

/** Put the way to this page into the frame's header. The frame shows the section itself, so a first crumb that repeats it is left out. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  const slot = useSyncExternalStore(
    never,
    () => document.getElementById(BREADCRUMB_SLOT),
    () => null,
  );
  if (!slot) return null;
  const section = slot.dataset.section;
  const rest = section && crumbs[0]?.href === section ? crumbs.slice(1) : crumbs;
  return createPortal(
    rest.map((crumb, index) => (
      <Fragment key={index}>
        {(section || index > 0) && (
          <span aria-hidden className="text-faint max-sm:hidden">
            /
          </span>
        )}
        {crumb.href ? (
          <Link href={crumb.href} title={crumb.label} className="truncate text-muted hover:text-text max-sm:hidden">
            {crumb.label}
          </Link>
        ) : (
          <span aria-current="page" title={crumb.label} className="truncate max-sm:hidden">
            {crumb.label}
          </span>
        )}
      </Fragment>
    )),
    slot,
  );
}
