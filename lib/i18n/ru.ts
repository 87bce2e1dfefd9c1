import ruDashboard from "@/lib/i18n/ru/dashboard.json";
import ruImports from "@/lib/i18n/ru/imports.json";
import ruConnection from "@/lib/i18n/ru/connection.json";
import ruDesign from "@/lib/i18n/ru/design.json";
import ruHelp from "@/lib/i18n/ru/help.json";
import { ruShared } from "@/lib/i18n/ru-shared";
import type { Catalogue } from "@/lib/i18n/messages";

/** All words in Russian. */
export const ru: Catalogue = {
  ...ruShared,
  dashboard: ruDashboard,
  imports: ruImports,
  connection: ruConnection,
  design: ruDesign,
  help: ruHelp,
};
