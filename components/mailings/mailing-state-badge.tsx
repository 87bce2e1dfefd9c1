"use client";

import { ArrowUpRight, CalendarClock, Check, CircleSlash, Cog, type LucideIcon, Pause, Pencil, UserCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/tone";
import type { MailingState } from "@/lib/generated/prisma/enums";

const TONE: Record<MailingState, Tone> = {
  draft: "waiting",
  awaiting_approval: "attention",
  scheduled: "waiting",
  planning: "moving",
  sending: "moving",
  paused: "stopped",
  canceled: "stopped",
  completed: "delivered",
};

const ICON: Record<MailingState, LucideIcon> = {
  draft: Pencil,
  awaiting_approval: UserCheck,
  scheduled: CalendarClock,
  planning: Cog,
  sending: ArrowUpRight,
  paused: Pause,
  canceled: CircleSlash,
  completed: Check,
};

/** A state has its colour here and its word in `mailings.state`, nowhere else. */
export function MailingStateBadge({ state }: { state: MailingState }) {
  const t = useTranslations("mailings.state");
  const Icon = ICON[state];
  return (
    <Badge tone={TONE[state]} icon={<Icon aria-hidden />}>
      {t(state)}
    </Badge>
  );
}
