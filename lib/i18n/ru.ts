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
import ruHlr from "@/lib/i18n/ru/hlr.json";
import ruReports from "@/lib/i18n/ru/reports.json";
import ruReplies from "@/lib/i18n/ru/replies.json";
import ruSuppression from "@/lib/i18n/ru/suppression.json";
import ruBalance from "@/lib/i18n/ru/balance.json";
import ruConnection from "@/lib/i18n/ru/connection.json";
import ruErrors from "@/lib/i18n/ru/errors.json";
import ruDesign from "@/lib/i18n/ru/design.json";
import ruHelp from "@/lib/i18n/ru/help.json";
import type { Catalogue } from "@/lib/i18n/messages";

/** All words in Russian; a module of its own, so that a browser loads the language it shows. */
export const ru: Catalogue = {
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
  hlr: ruHlr,
  reports: ruReports,
  replies: ruReplies,
  suppression: ruSuppression,
  balance: ruBalance,
  connection: ruConnection,
  errors: ruErrors,
  design: ruDesign,
  help: ruHelp,
};
