import { RelativeTime } from "@/components/ui/relative-time";
import { getTranslator } from "@/lib/i18n/request";

/** How many are on a list, and when that last changed. */
export async function ListFacts({ memberCount, updatedAt }: { memberCount: number; updatedAt: Date }) {
  const t = await getTranslator("lists");
  return (
    <>
      {t("page.count", { count: memberCount })} · {t.rich("page.updated", { when: () => <RelativeTime at={updatedAt} form="relative" /> })}
    </>
  );
}
