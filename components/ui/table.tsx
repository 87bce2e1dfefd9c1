import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { isValidElement, type ComponentProps, type ReactNode } from "react";
import { cx } from "./cx";

/**
 * A table. Under 640 px each row becomes two lines: a cell says by `narrow` where it goes, and one that says nothing
 * is left out there. The roles are written out because a changed `display` would take them away.
 */
export function Table({ label, children, className }: { label: string; children: ReactNode; className?: string }) {
  return (
    // Its columns find their widths by its rows: seen before the last of them has arrived, they would move.
    <table role="table" aria-label={label} className={cx("w-full border-collapse text-13 not-has-data-last:invisible max-sm:block", className)}>
      {children}
      <tbody data-last hidden />
    </table>
  );
}

/** The head: 32 px, sunken, and it stays in sight below the page's header. */
export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead role="rowgroup" className="max-sm:sr-only">
      <tr role="row">{children}</tr>
    </thead>
  );
}

export type HeadCellProps = Omit<ComponentProps<"th">, "align"> & {
  align?: "left" | "right";
  width?: string;
  /** Its word is only read aloud: for a column of boxes or of deeds. */
  hidden?: boolean;
  /** Pressed, it puts the rows in order by this column, or turns the order. */
  sort?: { href: string; direction: "ascending" | "descending" | null };
};

export function HeadCell({ align = "left", width, hidden, sort, className, style, children, ...props }: HeadCellProps) {
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={sort?.direction ?? undefined}
      style={width ? { width, ...style } : style}
      className={cx(
        "sticky top-[calc(var(--frame-top)+var(--header-h))] z-5 h-8 bg-sunken px-3 text-12 font-medium whitespace-nowrap text-muted shadow-[inset_0_-1px_0_var(--line),inset_0_1px_0_var(--line)]",
        align === "right" ? "text-right" : "text-left",
        className,
      )}
      {...props}
    >
      {hidden ? (
        <span className="sr-only">{children}</span>
      ) : sort ? (
        <SortLink {...sort} align={align}>
          {children}
        </SortLink>
      ) : (
        children
      )}
    </th>
  );
}

type SortLinkProps = NonNullable<HeadCellProps["sort"]> & { align: "left" | "right"; children: ReactNode };

function SortLink({ href, direction, align, children }: SortLinkProps) {
  const Arrow = direction === "descending" ? ArrowDown : ArrowUp;
  return (
    <Link
      href={href}
      scroll={false}
      className={cx("group/sort inline-flex items-center gap-1 hover:text-text", align === "right" && "flex-row-reverse", direction && "text-text")}
    >
      {children}
      <Arrow aria-hidden className={cx("size-3", !direction && "opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60")} />
    </Link>
  );
}

export function TableBody({ children, ...props }: ComponentProps<"tbody">) {
  return (
    <tbody role="rowgroup" className="max-sm:block" {...props}>
      {children}
    </tbody>
  );
}

export type RowProps = ComponentProps<"tr"> & {
  /** Dense rows are 32 px, those of a list 60 px. */
  height?: "dense" | "list";
  selected?: boolean;
};

export function Row({ height = "dense", selected, className, ...props }: RowProps) {
  return (
    <tr
      role="row"
      aria-selected={selected}
      className={cx(
        "group/row relative border-b border-line transition-colors",
        height === "dense" ? "h-8" : "h-15",
        selected ? "bg-accent-soft" : "hover:bg-hover has-[a:focus-visible]:bg-hover",
        "max-sm:grid max-sm:h-auto max-sm:min-h-15 max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:items-start max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:py-2",
        className,
      )}
      {...props}
    />
  );
}

const NARROW = {
  title: "max-sm:col-start-1 max-sm:row-start-1 max-sm:text-14",
  side: "max-sm:col-start-2 max-sm:row-start-1 max-sm:text-right",
  line: "max-sm:col-start-1 max-sm:row-start-2 max-sm:text-muted",
  end: "max-sm:col-start-2 max-sm:row-start-2 max-sm:text-right max-sm:text-muted",
  wide: "max-sm:col-span-2",
  none: "max-sm:hidden",
} as const;

export type CellProps = Omit<ComponentProps<"td">, "align"> & {
  align?: "left" | "right";
  /** Where it goes under 640 px: first line left, first line right, second line left, second line right, a line of its own. */
  narrow?: keyof typeof NARROW;
  /** Cut what is too long instead of wrapping. */
  truncate?: boolean;
};

export function Cell({ align = "left", narrow = "none", truncate, className, children, ...props }: CellProps) {
  return (
    <td
      role="cell"
      // What is cut can be read whole.
      title={truncate ? textOf(children) : undefined}
      className={cx(
        "px-3 max-sm:block max-sm:min-w-0 max-sm:px-0",
        align === "right" && "text-right tabular-nums whitespace-nowrap",
        truncate && "max-w-0 truncate max-sm:max-w-full",
        NARROW[narrow],
        className,
      )}
      {...props}
    >
      {children}
    </td>
  );
}

/** The words of a cell, as far as they stand in it as such. */
function textOf(node: ReactNode): string | undefined {
  if (typeof node === "string" || typeof node === "number") return String(node);
  if (Array.isArray(node)) return node.map(textOf).filter(Boolean).join(" ") || undefined;
  return isValidElement<{ children?: ReactNode }>(node) ? textOf(node.props.children) : undefined;
}

/** The link of a row, in its first column: the whole row can be pressed. */
export function RowLink({ className, children, ...props }: ComponentProps<typeof Link>) {
  return (
    <Link
      className={cx("font-medium text-text after:absolute after:inset-0 hover:text-accent focus-visible:after:-outline-offset-2", className)}
      {...props}
    >
      {children}
    </Link>
  );
}

/** Deeds of a row: seen on hover and focus, always there for the keyboard and on a touch screen. */
export function RowActions({ children }: { children: ReactNode }) {
  return (
    <span className="relative z-1 flex justify-end gap-1 transition-opacity pointer-fine:opacity-0 pointer-fine:group-hover/row:opacity-100 group-focus-within/row:opacity-100 has-data-popup-open:opacity-100">
      {children}
    </span>
  );
}
