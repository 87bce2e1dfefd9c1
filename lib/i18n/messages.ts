import enCommon from "@/lib/i18n/en/common.json";
import enNav from "@/lib/i18n/en/nav.json";
import enAuth from "@/lib/i18n/en/auth.json";
import enDashboard from "@/lib/i18n/en/dashboard.json";
import enMailings from "@/lib/i18n/en/mailings.json";
import enMessages from "@/lib/i18n/en/messages.json";
import enStatuses from "@/lib/i18n/en/statuses.json";
import enContacts from "@/lib/i18n/en/contacts.json";
import enLists from "@/lib/i18n/en/lists.json";
import enImports from "@/lib/i18n/en/imports.json";
import enSuppression from "@/lib/i18n/en/suppression.json";
import enBalance from "@/lib/i18n/en/balance.json";
import enConnection from "@/lib/i18n/en/connection.json";
import enErrors from "@/lib/i18n/en/errors.json";
import enHelp from "@/lib/i18n/en/help.json";
import ruCommon from "@/lib/i18n/ru/common.json";
import ruNav from "@/lib/i18n/ru/nav.json";
import ruAuth from "@/lib/i18n/ru/auth.json";
import ruDashboard from "@/lib/i18n/ru/dashboard.json";
import ruMailings from "@/lib/i18n/ru/mailings.json";
import ruMessages from "@/lib/i18n/ru/messages.json";
import ruStatuses from "@/lib/i18n/ru/statuses.json";
import ruContacts from "@/lib/i18n/ru/contacts.json";
import ruLists from "@/lib/i18n/ru/lists.json";
import ruImports from "@/lib/i18n/ru/imports.json";
import ruSuppression from "@/lib/i18n/ru/suppression.json";
import ruBalance from "@/lib/i18n/ru/balance.json";
import ruConnection from "@/lib/i18n/ru/connection.json";
import ruErrors from "@/lib/i18n/ru/errors.json";
import ruHelp from "@/lib/i18n/ru/help.json";
import type { Locale } from "@/lib/i18n/config";

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
  "suppression",
  "balance",
  "connection",
  "errors",
  "help",
] as const;
export type Namespace = (typeof NAMESPACES)[number];

/** ICU messages, nested as in the files. */
export type Messages = { [key: string]: string | Messages };

const CATALOGUE: Record<Locale, Record<Namespace, Messages>> = {
  en: {
    common: enCommon,
    nav: enNav,
    auth: enAuth,
    dashboard: enDashboard,
    mailings: enMailings,
    messages: enMessages,
    statuses: enStatuses,
    contacts: enContacts,
    lists: enLists,
    imports: enImports,
    suppression: enSuppression,
    balance: enBalance,
    connection: enConnection,
    errors: enErrors,
    help: enHelp,
  },
  ru: {
    common: ruCommon,
    nav: ruNav,
    auth: ruAuth,
    dashboard: ruDashboard,
    mailings: ruMailings,
    messages: ruMessages,
    statuses: ruStatuses,
    contacts: ruContacts,
    lists: ruLists,
    imports: ruImports,
    suppression: ruSuppression,
    balance: ruBalance,
    connection: ruConnection,
    errors: ruErrors,
    help: ruHelp,
  },
};

/** The messages of some namespaces, as the browser is given them. */
export function messagesOf(locale: Locale, namespaces: readonly Namespace[] = NAMESPACES): Messages {
  return Object.fromEntries(namespaces.map((namespace) => [namespace, CATALOGUE[locale][namespace]]));
}
