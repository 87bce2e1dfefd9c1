"use client";

import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "@/components/ui/button";

/** What stands in place of a page that could not be shown. Server text never gets here, only its reference. */
export function FailurePage({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("failure");
  const reference = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <div className="mx-auto flex max-w-lg flex-col gap-4 px-4 py-16">
      <h1 className="text-20">{t("title")}</h1>
      <p className="text-muted">{t("explanation")}</p>
      {reference && <p className="text-12 text-faint tabular-nums">{t("reference", { reference })}</p>}
      <div className="flex gap-2">
        <Button variant="primary" onClick={() => retry()}>
          {t("retry")}
        </Button>
        <ButtonLink href="/" variant="quiet">
          {t("home")}
        </ButtonLink>
      </div>
    </div>
  );
}
