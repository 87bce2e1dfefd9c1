export const BACKDROP = "fixed inset-0 z-40 bg-scrim transition-opacity data-starting-style:opacity-0 data-ending-style:opacity-0";

/** At the middle of the page; on a phone at the bottom, where the thumb is. */
export const DIALOG =
  "fixed left-1/2 top-1/2 z-40 flex max-h-[calc(100dvh-4rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-l bg-raised " +
  "text-text shadow-e2 outline-none transition-opacity data-starting-style:opacity-0 data-ending-style:opacity-0 " +
  "max-sm:top-auto max-sm:bottom-[calc(var(--frame-edge)+0.5rem)] max-sm:w-[calc(100vw-1.5rem)] max-sm:translate-y-0";

export const DIALOG_TITLE = "text-16 font-strong text-balance";
export const DIALOG_BODY = "flex min-h-0 flex-col gap-4 overflow-y-auto px-6 pb-5";
export const DIALOG_FOOT = "flex shrink-0 justify-end gap-2 border-t border-line px-6 py-4 max-sm:flex-col-reverse max-sm:px-4 max-sm:[&>*]:w-full";
