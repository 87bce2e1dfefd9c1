"use client";

import { Check, CircleHelp, CircleSlash, Clock, Loader, PhoneOff, PhoneMissed, type LucideIcon } from "lucide-react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/tone";
import type { CheckState, Verdict } from "@/lib/hlr/lifecycle";

/** What was found of a number has its colour here; `none` while nothing is. */
export const VERDICT_TONE: Record<Verdict | "none", Tone> = {
  reachable: "delivered",
  absent: "attention",
  does_not_exist: "failed",
  unknown: "stopped",
  none: "waiting",
};

const VERDICT_ICON: Record<Verdict | "none", LucideIcon> = {
  reachable: Check,
  absent: PhoneMissed,
  does_not_exist: PhoneOff,
  unknown: CircleHelp,
  none: Clock,
};

/** What was found of a number. Its meaning stands in the title. */
export function VerdictBadge({ verdict }: { verdict: Verdict | null }) {
  const t = useTranslations("hlr");
  const key = verdict ?? "none";
  const Icon = VERDICT_ICON[key];
  return (
    <Badge tone={VERDICT_TONE[key]} icon={<Icon aria-hidden />} title={t(`meaning.${key}`)}>
      {t(`verdict.${key}`)}
    </Badge>
  );
}

const STATE: Record<CheckState, { tone: Tone; icon: LucideIcon }> = {
  running: { tone: "moving", icon: Loader },
  stopped: { tone: "stopped", icon: CircleSlash },
  completed: { tone: "delivered", icon: Check },
};

export function CheckStateBadge({ state }: { state: CheckState }) {
  const t = useTranslations("hlr.state");
  const { tone, icon: Icon } = STATE[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {t(state)}
    </Badge>
  );
}
