import { z } from "zod";
import { LOCALES, THEMES } from "@/lib/i18n/config";

export const localeSchema = z.enum(LOCALES);
export const themeSchema = z.enum(THEMES);

/** Shorter ones fall to a list of common passwords within the sign-in limit. */
export const PASSWORD_MIN_LENGTH = 12;

export const passwordChangeSchema = z.object({
  current: z.string().min(1, "required").max(1024),
  next: z.string().min(PASSWORD_MIN_LENGTH, "password_short").max(1024),
});
