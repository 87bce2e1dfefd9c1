import Link from "next/link";
import { Count } from "@/components/ui/count";
import { getTranslator } from "@/lib/i18n/request";
import { failureQuery, type FailureFilter } from "@/lib/reports/filters";

type Props = { count: number; /** What they are failures of, for those who hear it. */ of: string; filter: Partial<FailureFilter> };

/** A number of failures that opens exactly the messages it counts; a plain zero where there are none. */
export async function FailedLink({ count, of, filter }: Props) {
  const t = await getTranslator("reports");
  if (count === 0) return <span className="text-faint">0</span>;
  return (
    <Link className="link font-medium tabular-nums" href={`/delivery/failures?${failureQuery(filter)}`} aria-label={t("open", { count, of })}>
      <Count value={count} />
    </Link>
  );
}
