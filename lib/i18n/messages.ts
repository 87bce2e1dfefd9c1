import type { Locale } from "@/lib/i18n/config";
import { en } from "@/lib/i18n/en";
import { ru } from "@/lib/i18n/ru";

export const NAMESPACES = [
  "common",
  "nav",
  "auth",
  "dashboard",
  "mailings",
  "messages",
  "statuses",
  "contacts",
  "lists",
  "imports",
  "hlr",
  "reports",
  "replies",
  "suppression",
  "balance",
  "connection",
  "errors",
  "design",
  "help",
] as const;
export type Namespace = (typeof NAMESPACES)[number];

/** ICU messages, nested as in the files. */
export type Messages = { [key: string]: string | Messages };

export type Catalogue = Record<Namespace, Messages>;

const CATALOGUES: Record<Locale, Catalogue> = { en, ru };

/** The messages of some namespaces. */
export function messagesOf(locale: Locale, namespaces: readonly Namespace[]): Messages {
  return Object.fromEntries(namespaces.map((namespace) => [namespace, CATALOGUES[locale][namespace]]));
}
