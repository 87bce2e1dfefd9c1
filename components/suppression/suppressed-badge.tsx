"use client";

import { Ban } from "lucide-react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";

/** Nothing is ever sent to this number. */
export function SuppressedBadge() {
  const t = useTranslations("suppression.badge");
  return (
    <Badge tone="stopped" icon={<Ban aria-hidden />} title={t("title")}>
      {t("word")}
    </Badge>
  );
}
