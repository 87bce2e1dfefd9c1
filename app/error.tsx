"use client";

import { FailurePage } from "@/app/failure-page";

export default function ErrorPage(failure: { error: unknown; retry: () => void }) {
  return (
    <main>
      <FailurePage {...failure} />
    </main>
  );
}
