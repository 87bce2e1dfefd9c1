"use client";

import Link from "next/link";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Count } from "@/components/ui/count";
import { useFormat } from "@/lib/i18n/use-format";
import { mailingQueries } from "@/lib/mailings/query-options";
import type { Progress } from "@/lib/mailings/reads";
import { errKey, statusKey } from "@/lib/smsc/status-catalogue";

/** Why messages of a mailing did not arrive, the most frequent cause first; each number opens the rows it counts. Live. */
export function FailureCauses({ initial }: { initial: Progress }) {
  const t = useTranslations("mailings.failures");
  const statuses = useTranslations("statuses");
  const format = useFormat();
  const { data: progress = initial } = useQuery({ ...mailingQueries.progress(initial.id), initialData: initial });
  const { failures, refused } = progress;
  const total = failures.reduce((sum, { count }) => sum + count, refused);
  if (total === 0) return null;
  const lines = [
    ...failures.map(({ status, err, count }) => ({
      key: `${status}.${err}`,
      word: statuses(`word.${statusKey(status)}`, { code: status }),
      cause: err === 0 ? statuses(`meaning.${statusKey(status)}`) : statuses(`err.${errKey(err)}`, { code: err }),
      count,
    })),
    ...(refused > 0 ? [{ key: "refused", word: statuses("ownState.refused"), cause: statuses("ownMeaning.refused"), count: refused }] : []),
  ].sort((a, b) => b.count - a.count);
  return (
    <section aria-labelledby="causes">
      <h2 id="causes" className="mb-3 text-16 font-strong">
        {t("title")}
      </h2>
      <ul className="divide-y divide-line border-b border-line text-13">
        {lines.map(({ key, word, cause, count }) => (
          <li key={key} className="flex items-baseline gap-x-4 py-2">
            <span className="min-w-0 flex-1">
              <span className="font-medium">{word}</span> <span className="text-muted">{cause}</span>
            </span>
            <span className="text-12 whitespace-nowrap text-muted tabular-nums">{format.percent(count / total)}</span>
            <Link
              href={`/mailings/${progress.id}?filter=${key}#messages`}
              aria-label={t("open", { count, word })}
              className="link w-16 text-right font-medium tabular-nums"
            >
              <Count value={count} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
