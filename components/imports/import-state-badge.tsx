"use client";

import { ArrowDownToLine, Check, CircleAlert, CircleSlash, Clock, Eye, type LucideIcon, Upload } from "lucide-react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/tone";
import type { ImportState } from "@/lib/imports/lifecycle";

const TONE: Record<ImportState, Tone> = {
  uploading: "moving",
  uploaded: "attention",
  queued: "waiting",
  running: "moving",
  completed: "delivered",
  failed: "failed",
  canceled: "stopped",
};

const ICON: Record<ImportState, LucideIcon> = {
  uploading: Upload,
  uploaded: Eye,
  queued: Clock,
  running: ArrowDownToLine,
  completed: Check,
  failed: CircleAlert,
  canceled: CircleSlash,
};

/** A state has its colour here and its word in `imports.state`, nowhere else. */
export function ImportStateBadge({ state }: { state: ImportState }) {
  const t = useTranslations("imports.state");
  const Icon = ICON[state];
  return (
    <Badge tone={TONE[state]} icon={<Icon aria-hidden />}>
      {t(state)}
    </Badge>
  );
}
