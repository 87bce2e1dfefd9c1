"use client";

import { FailurePage } from "@/app/failure-page";

export default function ConsoleErrorPage(failure: { error: unknown; retry: () => void }) {
  return <FailurePage {...failure} />;
}
