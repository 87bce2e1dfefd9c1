"use client";

import {
  Archive,
  ArrowUpRight,
  Ban,
  Check,
  CheckCheck,
  CircleDashed,
  CircleQuestionMark,
  CircleSlash,
  Clock,
  Coins,
  Hash,
  Hourglass,
  type LucideIcon,
  MousePointerClick,
  OctagonX,
  Pause,
  PhoneOff,
  RadioTower,
  Server,
  SkipForward,
  TimerOff,
  TriangleAlert,
  X,
} from "lucide-react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/tone";
import { codeOf, type MessageState, type OwnState } from "@/lib/messages/lifecycle";
import { errKey, isKnownStatus, type KnownStatus, statusEntry, statusKey } from "@/lib/smsc/status-catalogue";

const CODE_ICON: Record<KnownStatus, LucideIcon> = {
  [-3]: CircleQuestionMark,
  [-2]: Pause,
  [-1]: Clock,
  0: RadioTower,
  1: Check,
  2: CheckCheck,
  3: TimerOff,
  4: MousePointerClick,
  20: X,
  22: Hash,
  23: Ban,
  24: Coins,
  25: PhoneOff,
};

/** What we say of a message that the gateway has said nothing of yet. A stopped one wears the gateway's own -2. */
const OWN_STATE = {
  planned: { tone: "waiting", icon: Hourglass },
  skipped: { tone: "waiting", icon: SkipForward },
  leaving: { tone: "moving", icon: ArrowUpRight },
  at_gateway: { tone: "moving", icon: Server },
  unconfirmed: { tone: "attention", icon: TriangleAlert },
  stopped: { tone: "stopped", icon: Pause },
  withdrawn: { tone: "stopped", icon: CircleSlash },
  archived_unseen: { tone: "attention", icon: Archive },
  no_final_status: { tone: "failed", icon: CircleDashed },
  refused: { tone: "failed", icon: OctagonX },
} as const satisfies Record<OwnState, { tone: Tone; icon: LucideIcon }>;

export type MessageStatusBadgeProps = {
  /** One of our own states, or what the gateway has said. */
  state: MessageState;
  /** The gateway's code, where only that is at hand; it wins. */
  code?: number | null;
  /** The error number beside the status; it is worded in the title. */
  err?: number | null;
};

/** What a message is, in one badge: icon and word; the code in its title, its meaning one press away. */
export function MessageStatusBadge({ state, code, err }: MessageStatusBadgeProps) {
  const shown = code ?? codeOf(state);
  if (shown !== null) return <CodeBadge code={shown} err={err} />;
  return typeof state === "string" ? <OwnStateBadge state={state} /> : null;
}

function CodeBadge({ code, err }: { code: number; err?: number | null }) {
  const t = useTranslations("statuses");
  const Icon = isKnownStatus(code) ? CODE_ICON[code] : CircleQuestionMark;
  const cause = err ? `, ${err}: ${t(`err.${errKey(err)}`, { code: err })}` : "";
  return (
    <Badge
      tone={statusEntry(code).family}
      icon={<Icon aria-hidden />}
      title={`${t("word.unknown", { code })}${cause}`}
      href={`/help/statuses#${code}`}
    >
      {t(`word.${statusKey(code)}`, { code })}
    </Badge>
  );
}

function OwnStateBadge({ state }: { state: OwnState }) {
  const t = useTranslations("statuses");
  const { tone, icon: Icon } = OWN_STATE[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />} title={t(`ownMeaning.${state}`)} href={`/help/statuses#${state}`}>
      {t(`ownState.${state}`)}
    </Badge>
  );
}
