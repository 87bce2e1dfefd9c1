"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { CheckReviewDialog } from "@/components/hlr/check-review-dialog";
import { AudienceInputs, InvalidLines, type ListChoice } from "@/components/lists/audience-inputs";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { HLR_LIMIT } from "@/lib/hlr/lifecycle";
import type { CheckQuestion } from "@/lib/hlr/preview";
import { checkQueries } from "@/lib/hlr/query-options";

type Props = {
  lists: readonly ListChoice[];
  listIds: number[];
  /** Made on the server: however often it is sent, it is one check. */ requestKey: string;
};

/** Choose whom a check asks about; how many that is stands below while it is being chosen. */
export function CheckForm({ lists, listIds, requestKey }: Props) {
  const t = useTranslations("hlr.form");
  const mailings = useTranslations("mailings.form");
  const [choice, setChoice] = useState<CheckQuestion>({ listIds, pasted: "", again: false });
  const [isReviewing, setIsReviewing] = useState(false);
  const { data } = useQuery(checkQueries.count(choice));
  const change = (changes: Partial<CheckQuestion>) => setChoice((before) => ({ ...before, ...changes }));
  const mayReview = data !== undefined && data.count > 0 && data.unique <= HLR_LIMIT;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (mayReview) setIsReviewing(true);
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="flex max-w-180 flex-col gap-5">
      <AudienceInputs chosen={choice} lists={lists} change={change} faults={{}} listsHelp={mailings("listsHelp")} />
      <Checkbox name="again" label={t("again")} help={t("againHelp")} checked={choice.again} onCheckedChange={(again) => change({ again })} />
      <ChosenCount choice={choice} />
      <div className="border-t border-line pt-5 max-sm:[&>*]:w-full">
        <Button type="submit" variant="primary" disabled={!mayReview}>
          {t("review")}
        </Button>
      </div>
      <CheckReviewDialog choice={choice} requestKey={requestKey} open={isReviewing} onOpenChange={setIsReviewing} />
    </form>
  );
}

function ChosenCount({ choice }: { choice: CheckQuestion }) {
  const t = useTranslations("hlr.form");
  const mailings = useTranslations("mailings.form");
  const settled = useDeferredValue(choice);
  const { data, isPending } = useQuery(checkQueries.count(settled));
  if (choice.listIds.length === 0 && choice.pasted.trim() === "") return null;
  return (
    <div role="status" className="rounded-m bg-sunken px-3 py-2 text-13">
      {isPending || !data ? (
        <p className="text-muted">{mailings("counting")}</p>
      ) : data.unique > HLR_LIMIT ? (
        <p className="text-failed-fg">{t("tooMany", { limit: HLR_LIMIT })}</p>
      ) : (
        <>
          <p className="font-medium tabular-nums">{t("count", { count: data.count })}</p>
          {data.suppressed > 0 && <p className="text-muted">{t("suppressed", { count: data.suppressed })}</p>}
          {data.recent > 0 && <p className="text-muted">{t(choice.again ? "recentAgain" : "recent", { count: data.recent })}</p>}
          <InvalidLines lines={data.invalid} count={data.invalidCount} />
        </>
      )}
    </div>
  );
}
