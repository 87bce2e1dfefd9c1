/** A small surface over the page: menu, select, popover. */
export const POPUP =
  "z-50 rounded-l bg-raised text-text shadow-e1 outline-none transition-opacity data-starting-style:opacity-0 data-ending-style:opacity-0";

/** One line of such a list. */
export const POPUP_ITEM =
  "flex min-h-8 w-full cursor-default items-center gap-2 rounded-m px-2 py-1.5 text-13 outline-none select-none data-highlighted:bg-pressed data-disabled:text-disabled max-sm:min-h-10 [&_svg]:size-4 [&_svg]:shrink-0";

export const POPUP_LIST = "max-h-[min(24rem,var(--available-height))] overflow-y-auto overscroll-contain p-1 outline-none";
