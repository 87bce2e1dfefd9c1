import { raw } from "hono/html";

/** System colours: readable in the light and in the dark, as the reader's system has it. */
export const STYLE = raw(`
  :root { color-scheme: light dark; }
  body { font: 14px/20px system-ui, sans-serif; margin: 24px; background: Canvas; color: CanvasText; }
  main { max-width: 1100px; }
  table { border-collapse: collapse; width: 100%; margin: 8px 0 24px; }
  th, td { text-align: left; vertical-align: top; padding: 4px 8px; border-bottom: 1px solid GrayText; font-variant-numeric: tabular-nums; }
  td:nth-child(5) { overflow-wrap: anywhere; }
  button, select { font: inherit; min-height: 28px; padding: 2px 8px; }
  a { color: LinkText; }
`);
