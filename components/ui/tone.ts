/** The state families. A tone decides the colour and nothing else: words and icons are given beside it. */
export const TONES = ["waiting", "moving", "delivered", "read", "attention", "failed", "stopped"] as const;
export type Tone = (typeof TONES)[number];

/** Tint, text and hairline of a badge or a banner. */
export const TONE_TINT: Record<Tone, string> = {
  waiting: "bg-waiting-bg text-waiting-fg border-waiting-border",
  moving: "bg-moving-bg text-moving-fg border-moving-border",
  delivered: "bg-delivered-bg text-delivered-fg border-delivered-border",
  read: "bg-read-bg text-read-fg border-read-border",
  attention: "bg-attention-bg text-attention-fg border-attention-border",
  failed: "bg-failed-bg text-failed-fg border-failed-border",
  stopped: "bg-stopped-bg text-stopped-fg border-stopped-border",
};

/** Solid colour of a bar, a dot or a chart. */
export const TONE_SOLID: Record<Tone, string> = {
  waiting: "bg-waiting-solid",
  moving: "bg-moving-solid",
  delivered: "bg-delivered-solid",
  read: "bg-read-solid",
  attention: "bg-attention-solid",
  failed: "bg-failed-solid",
  stopped: "bg-stopped-solid",
};

/** Text on the page's surface. */
export const TONE_TEXT: Record<Tone, string> = {
  waiting: "text-waiting-fg",
  moving: "text-moving-fg",
  delivered: "text-delivered-fg",
  read: "text-read-fg",
  attention: "text-attention-fg",
  failed: "text-failed-fg",
  stopped: "text-stopped-fg",
};
