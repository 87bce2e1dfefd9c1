import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Origin } from "@/components/imports/import-origin";
import { ImportRun } from "@/components/imports/import-run";
import { RefusedLines } from "@/components/imports/refused-lines";
import { requirePermission } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { isSettled } from "@/lib/imports/lifecycle";
import { findImport, listRejects } from "@/lib/imports/reads";
import { idInAddress } from "@/lib/keyset";
import { UploadedImport, type LayoutSearch } from "./uploaded-import";

type Props = { params: Promise<{ importId: string }>; searchParams: Promise<LayoutSearch> };

const REJECTS_SHOWN = 100;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await findImport(idInAddress((await params).importId), new Date());
  return { title: found?.fileName };
}

export default async function ImportPage({ params, searchParams }: Props) {
  const operator = await requirePermission("contact.import");
  const details = await findImport(idInAddress((await params).importId), new Date());
  if (!details) notFound();
  if (details.state === "uploaded") return <UploadedImport details={details} search={await searchParams} />;
  const rejects = isSettled(details.state) && details.rejectedCount > 0 ? await listRejects(details.id, 0, REJECTS_SHOWN) : [];
  return (
    <>
      <ImportRun details={details} description={<Origin details={details} />} mayCompose={can(operator.role, "mailing.compose")} />
      {rejects.length > 0 && <RefusedLines importId={details.id} rows={rejects} total={details.rejectedCount} />}
    </>
  );
}
