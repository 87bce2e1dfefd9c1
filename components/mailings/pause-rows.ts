import type { useTranslations } from "use-intl";
import type { NumberRow } from "@/components/ui/numbers-table";
import type { PauseNumbers } from "@/lib/mailings/progress";

export type Deed = "pause" | "resume" | "cancel";

const FIRST = { pause: "stoppedHere", resume: "stoppedHereResume", cancel: "stoppedHereCancel" } as const;

/** What a pause can and cannot stop, as a table: two exact numbers, two as last reported, and all of them add up. */
export function pauseRows(
  deed: Deed,
  numbers: PauseNumbers,
  reportedAt: string,
  t: ReturnType<typeof useTranslations<"mailings.control">>,
  number: (value: number) => string,
): NumberRow[] {
  const reported = t("reported", { when: reportedAt });
  return [
    { label: t(FIRST[deed]), value: number(numbers.stoppedHere), note: t("exact"), tone: "stopped" },
    { label: t("leavingNow"), value: number(numbers.leavingNow), note: t("exact"), tone: "moving" },
    { label: t("mayStillLeave"), value: number(numbers.mayStillLeave), note: reported, tone: "moving" },
    { label: t("withCarriers"), value: number(numbers.withCarriers), note: reported, tone: "moving" },
    { label: t("settled"), value: number(numbers.settled), tone: "delivered" },
    ...(numbers.skipped > 0 ? [{ label: t("skipped"), value: number(numbers.skipped), tone: "waiting" as const }] : []),
    { label: t("audience"), value: number(numbers.audience), total: true },
  ];
}
