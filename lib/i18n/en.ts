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
import enHlr from "@/lib/i18n/en/hlr.json";
import enReports from "@/lib/i18n/en/reports.json";
import enReplies from "@/lib/i18n/en/replies.json";
import enSuppression from "@/lib/i18n/en/suppression.json";
import enBalance from "@/lib/i18n/en/balance.json";
import enConnection from "@/lib/i18n/en/connection.json";
import enErrors from "@/lib/i18n/en/errors.json";
import enDesign from "@/lib/i18n/en/design.json";
import enHelp from "@/lib/i18n/en/help.json";
import type { Catalogue } from "@/lib/i18n/messages";

/** All words in English; a module of its own, so that a browser loads the language it shows. */
export const en: Catalogue = {
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
  hlr: enHlr,
  reports: enReports,
  replies: enReplies,
  suppression: enSuppression,
  balance: enBalance,
  connection: enConnection,
  errors: enErrors,
  design: enDesign,
  help: enHelp,
};
