import type { Locale } from "@/lib/i18n/config";
import { en } from "@/lib/i18n/en";
import { ru } from "@/lib/i18n/ru";

/** What client components may say on every page. */
export const SHARED_NAMESPACES = [
  "common",
  "nav",
  "auth",
  "mailings",
  "messages",
  "statuses",
  "contacts",
  "lists",
  "hlr",
  "reports",
  "replies",
  "suppression",
  "balance",
  "exchanges",
  "errors",
  "failure",
] as const;
export type SharedNamespace = (typeof SHARED_NAMESPACES)[number];

/** What they may say in a section alone, whose layout brings it (`SectionWords`). */
export const SECTION_NAMESPACES = ["connection", "imports", "design"] as const;
export type SectionNamespace = (typeof SECTION_NAMESPACES)[number];

/** The others are for the server. */
export const NAMESPACES = [...SHARED_NAMESPACES, ...SECTION_NAMESPACES, "dashboard", "help"] as const;
export type Namespace = (typeof NAMESPACES)[number];

/** ICU messages, nested as in the files. */
export type Messages = { [key: string]: string | Messages };

export type Catalogue = Record<Namespace, Messages>;

const CATALOGUES: Record<Locale, Catalogue> = { en, ru };

/** The messages of some namespaces. */
export function messagesOf(locale: Locale, namespaces: readonly Namespace[]): Messages {
  return Object.fromEntries(namespaces.map((namespace) => [namespace, CATALOGUES[locale][namespace]]));
}
