import ruCommon from "@/lib/i18n/ru/common.json";
import ruNav from "@/lib/i18n/ru/nav.json";
import ruAuth from "@/lib/i18n/ru/auth.json";
import ruMailings from "@/lib/i18n/ru/mailings.json";
import ruMessages from "@/lib/i18n/ru/messages.json";
import ruStatuses from "@/lib/i18n/ru/statuses.json";
import ruContacts from "@/lib/i18n/ru/contacts.json";
import ruLists from "@/lib/i18n/ru/lists.json";
import ruHlr from "@/lib/i18n/ru/hlr.json";
import ruReports from "@/lib/i18n/ru/reports.json";
import ruReplies from "@/lib/i18n/ru/replies.json";
import ruSuppression from "@/lib/i18n/ru/suppression.json";
import ruBalance from "@/lib/i18n/ru/balance.json";
import ruExchanges from "@/lib/i18n/ru/exchanges.json";
import ruErrors from "@/lib/i18n/ru/errors.json";
import ruFailure from "@/lib/i18n/ru/failure.json";
import type { Messages, SharedNamespace } from "@/lib/i18n/messages";

/** The words in Russian that a browser has on every page; a module of its own, so that it loads the language it shows. */
export const ruShared: Record<SharedNamespace, Messages> = {
  common: ruCommon,
  nav: ruNav,
  auth: ruAuth,
  mailings: ruMailings,
  messages: ruMessages,
  statuses: ruStatuses,
  contacts: ruContacts,
  lists: ruLists,
  hlr: ruHlr,
  reports: ruReports,
  replies: ruReplies,
  suppression: ruSuppression,
  balance: ruBalance,
  exchanges: ruExchanges,
  errors: ruErrors,
  failure: ruFailure,
};
