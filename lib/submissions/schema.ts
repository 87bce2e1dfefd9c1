/**
 * What a person makes of lost answers that no evidence can settle any more. `send` risks a message twice to those who have
 * it, `keep` risks none to those who have not.
 */
export const DOUBT_CHOICES = ["send", "keep"] as const;
export type DoubtChoice = (typeof DOUBT_CHOICES)[number];
