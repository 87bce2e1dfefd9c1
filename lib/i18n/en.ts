import enDashboard from "@/lib/i18n/en/dashboard.json";
import enImports from "@/lib/i18n/en/imports.json";
import enConnection from "@/lib/i18n/en/connection.json";
import enDesign from "@/lib/i18n/en/design.json";
import enHelp from "@/lib/i18n/en/help.json";
import { enShared } from "@/lib/i18n/en-shared";
import type { Catalogue } from "@/lib/i18n/messages";

/** All words in English. */
export const en: Catalogue = {
  ...enShared,
  dashboard: enDashboard,
  imports: enImports,
  connection: enConnection,
  design: enDesign,
  help: enHelp,
};
