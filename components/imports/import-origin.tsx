"use client";

import { RelativeTime } from "@/components/ui/relative-time";
import { useFormat } from "@/lib/i18n/use-format";
import type { ImportDetails } from "@/lib/imports/reads";

/** Who brought the file, when, and how large it is. */
export function Origin({ details: { createdBy, createdAt, fileSize } }: { details: ImportDetails }) {
  const format = useFormat();
  return (
    <>
      {[createdBy, format.bytes(fileSize), ""].filter((fact) => fact !== null).join(" · ")}
      <RelativeTime at={createdAt} />
    </>
  );
}
