/** Languages that stop words are kept by. */
export const STOP_LANGUAGES = ["en", "ru"] as const;
export type StopLanguage = (typeof STOP_LANGUAGES)[number];
