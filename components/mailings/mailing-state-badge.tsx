"use client";

import { ArrowUpRight, CalendarClock, Check, CircleSlash, Cog, type LucideIcon, OctagonX, Pause, Pencil, UserCheck } from "lucide-react";
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

type Props = { state: MailingState; /** Why it is paused; any but a person's is a stop by itself. */ cause?: string | null };

/** A state has its colour here and its word in `mailings.state`, nowhere else. What stopped by itself has a word of its own. */
export function MailingStateBadge({ state, cause }: Props) {
  const t = useTranslations("mailings");
  if (state === "paused" && cause && cause !== "operator") {
    return (
      <Badge tone="failed" icon={<OctagonX aria-hidden />} title={t.has(`causeShort.${cause}`) ? t(`causeShort.${cause}`) : undefined}>
        {t("state.stopped")}
      </Badge>
    );
  }
  const Icon = ICON[state];
  return (
    <Badge tone={TONE[state]} icon={<Icon aria-hidden />}>
      {t(`state.${state}`)}
    </Badge>
  );
}
