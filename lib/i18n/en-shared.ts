import enCommon from "@/lib/i18n/en/common.json";
import enNav from "@/lib/i18n/en/nav.json";
import enAuth from "@/lib/i18n/en/auth.json";
import enMailings from "@/lib/i18n/en/mailings.json";
import enMessages from "@/lib/i18n/en/messages.json";
import enStatuses from "@/lib/i18n/en/statuses.json";
import enContacts from "@/lib/i18n/en/contacts.json";
import enLists from "@/lib/i18n/en/lists.json";
import enHlr from "@/lib/i18n/en/hlr.json";
import enReports from "@/lib/i18n/en/reports.json";
import enReplies from "@/lib/i18n/en/replies.json";
import enSuppression from "@/lib/i18n/en/suppression.json";
import enBalance from "@/lib/i18n/en/balance.json";
import enExchanges from "@/lib/i18n/en/exchanges.json";
import enErrors from "@/lib/i18n/en/errors.json";
import enFailure from "@/lib/i18n/en/failure.json";
import type { Messages, SharedNamespace } from "@/lib/i18n/messages";

/** The words in English that a browser has on every page; a module of its own, so that it loads the language it shows. */
export const enShared: Record<SharedNamespace, Messages> = {
  common: enCommon,
  nav: enNav,
  auth: enAuth,
  mailings: enMailings,
  messages: enMessages,
  statuses: enStatuses,
  contacts: enContacts,
  lists: enLists,
  hlr: enHlr,
  reports: enReports,
  replies: enReplies,
  suppression: enSuppression,
  balance: enBalance,
  exchanges: enExchanges,
  errors: enErrors,
  failure: enFailure,
};
