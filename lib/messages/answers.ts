/** What the gateway's support service may say became of a message. */
export const SUPPORT_ANSWERS = [1, 3, 20, 22, 25] as const;
export type SupportAnswer = (typeof SUPPORT_ANSWERS)[number];
