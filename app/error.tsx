"use client";

import { FailurePage } from "@/app/failure-page";

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return <FailurePage error={error} retry={retry} />;
}
