"use client";

import { useQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { CancelImportButton } from "@/components/imports/cancel-import-button";
import { ImportFacts } from "@/components/imports/import-facts";
import { ImportNotices } from "@/components/imports/import-notices";
import { ImportStateBadge } from "@/components/imports/import-state-badge";
import { ButtonLink } from "@/components/ui/button";
import { Count } from "@/components/ui/count";
import { PageHeader } from "@/components/ui/page-header";
import { Progress } from "@/components/ui/progress";
import { Stat, StatRow } from "@/components/ui/stat";
import { useFormat } from "@/lib/i18n/use-format";
import { isSettled } from "@/lib/imports/lifecycle";
import { importQueries } from "@/lib/imports/query-options";
import type { ImportDetails } from "@/lib/imports/reads";
import type { ImportProgress } from "@/lib/imports/answers";

type Props = { details: ImportDetails; description: ReactNode; mayCompose: boolean };

/** An import that was confirmed: how far it is while it runs, and what came of it. Live. */
export function ImportRun({ details, description, mayCompose }: Props) {
  const t = useTranslations("imports");
  const router = useRouter();
  const { data: progress = details } = useQuery({ ...importQueries.progress(details.id), initialData: details });
  const isOver = isSettled(progress.state);
  // The refused lines and the list stand on the page that the server writes.
  const isNews = isOver && !isSettled(details.state);
  useEffect(() => {
    if (isNews) router.refresh();
  }, [isNews, router]);
  return (
    <>
      <PageHeader
        title={details.fileName}
        breadcrumb={[{ label: t("title"), href: "/contacts/imports" }]}
        badge={<ImportStateBadge state={progress.state} />}
        description={description}
        actions={isOver ? nextSteps(details, progress, mayCompose) : <Stop details={details} progress={progress} />}
      />
      <ImportNotices progress={progress} />
      {!isOver && <RunningBar progress={progress} />}
      {progress.rowCount > progress.rejectedCount && <Numbers progress={progress} />}
      {progress.rowCount > 0 && <ImportFacts details={details} progress={progress} />}
    </>
  );
}

function Stop({ details, progress }: { details: ImportDetails; progress: ImportProgress }) {
  const t = useTranslations("imports.cancel");
  return (
    <CancelImportButton
      importId={details.id}
      fileName={details.fileName}
      of="running"
      numbers={[
        { label: t("rowsRead"), value: <Count value={progress.rowCount} /> },
        { label: t("created"), value: <Count value={progress.createdCount} /> },
      ]}
    />
  );
}

/** What follows; after a failure the banner says it. */
function nextSteps({ list }: ImportDetails, { state }: ImportProgress, mayCompose: boolean): ReactNode {
  if (list) return <ListSteps listId={list.id} mayCompose={mayCompose && state === "completed"} />;
  return state === "completed" ? <AnotherFile /> : undefined;
}

function AnotherFile() {
  const t = useTranslations("imports.result");
  return <ButtonLink href="/contacts/imports">{t("importAnother")}</ButtonLink>;
}

function ListSteps({ listId, mayCompose }: { listId: number; mayCompose: boolean }) {
  const t = useTranslations("imports.result");
  return (
    <>
      <ButtonLink href={`/lists/${listId}`}>{t("openList")}</ButtonLink>
      {mayCompose && (
        <ButtonLink href={`/mailings/new?list=${listId}`} variant="primary" icon={<Send aria-hidden />}>
          {t("newMailing")}
        </ButtonLink>
      )}
    </>
  );
}

function RunningBar({ progress: { state, bytesRead, fileSize } }: { progress: ImportProgress }) {
  const t = useTranslations("imports.run");
  const format = useFormat();
  const isRunning = state === "running";
  const share = fileSize > 0 ? bytesRead / fileSize : 0;
  const text = t("text", { percent: format.percent(share, 0), done: format.bytes(bytesRead), size: format.bytes(fileSize) });
  return (
    <Progress
      label={isRunning ? t("label") : t("queued")}
      value={isRunning ? bytesRead : null}
      max={Math.max(1, fileSize)}
      text={isRunning ? text : undefined}
    />
  );
}

/** What became of every row: without the suppressed, who are among the others, they add up to the rows. */
function Numbers({ progress }: { progress: ImportProgress }) {
  const t = useTranslations("imports.result");
  const { createdCount, updatedCount, unchangedCount, duplicateCount, rejectedCount, suppressedCount } = progress;
  return (
    <div className="mt-5">
      <StatRow>
        <Stat label={t("created")} tone="delivered" value={<Count value={createdCount} />} />
        <Stat label={t("updated")} tone="moving" value={<Count value={updatedCount} />} />
        <Stat label={t("unchanged")} tone="waiting" value={<Count value={unchangedCount} />} />
        <Stat
          label={t("duplicates")}
          tone="waiting"
          value={<Count value={duplicateCount} />}
          note={duplicateCount > 0 ? t("duplicatesNote") : undefined}
        />
        <Stat label={t("refused")} tone="failed" value={<Count value={rejectedCount} />} />
        <Stat
          label={t("suppressed")}
          tone="stopped"
          value={<Count value={suppressedCount} />}
          note={suppressedCount > 0 ? t("suppressedNote") : undefined}
        />
      </StatRow>
    </div>
  );
}
