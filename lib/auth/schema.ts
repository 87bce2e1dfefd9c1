import { z } from "zod";
import { PASSWORD_MIN_LENGTH } from "@/lib/auth/password-length";
import { LOCALES, THEMES } from "@/lib/i18n/config";

export const localeSchema = z.enum(LOCALES);
export const themeSchema = z.enum(THEMES);

export const passwordChangeSchema = z.object({
  current: z.string().min(1, "required").max(1024),
  next: z.string().min(PASSWORD_MIN_LENGTH, "password_short").max(1024),
});
