"use client";

import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { OUTCOMES } from "@/lib/connection/outcomes";

const PATH = "/connection/log";
const ALL = "all";

type Props = { scripts: readonly string[]; script: string; outcome: string; /** ISO instant, or empty for now. */ until: string };

/** An instant as the browser's own clock shows it: what a field for date and time takes. */
function localOf(iso: string): string {
  if (iso === "") return "";
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Narrow the log, or look again: rows that came by themselves would push away what is being read. */
export function ExchangeFilter({ scripts, script, outcome, until }: Props) {
  const t = useTranslations("exchanges");
  const router = useRouter();

  function show(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const search = new URLSearchParams();
    for (const name of ["script", "outcome", "until"]) {
      const value = form.get(name);
      if (typeof value !== "string" || value === "" || value === ALL) continue;
      // A minute is meant to its end: "up to 14:02" shows what was said at 14:02.
      search.set(name, name === "until" ? new Date(new Date(value).getTime() + 60_000).toISOString() : value);
    }
    router.push(search.size > 0 ? `${PATH}?${search}` : PATH);
  }

  return (
    <form method="post" onSubmit={show} className="mb-4 flex flex-wrap items-end gap-3">
      <Field label={t("script")} className="w-48 max-sm:w-full">
        <Select
          name="script"
          defaultValue={script || ALL}
          items={[{ value: ALL, label: t("allScripts") }, ...scripts.map((value) => ({ value, label: value }))]}
        />
      </Field>
      <Field label={t("outcome")} className="w-44 max-sm:w-full">
        <Select
          name="outcome"
          defaultValue={outcome || ALL}
          items={[{ value: ALL, label: t("allOutcomes") }, ...OUTCOMES.map((value) => ({ value, label: t(value) }))]}
        />
      </Field>
      <Field label={t("until")} name="until" className="w-56 max-sm:w-full">
        <Input type="datetime-local" defaultValue={localOf(until && new Date(new Date(until).getTime() - 60_000).toISOString())} />
      </Field>
      <Button type="submit">{t("filter")}</Button>
      <Button
        variant="quiet"
        onClick={() => {
          router.push(PATH);
          router.refresh();
        }}
      >
        {t("newest")}
      </Button>
    </form>
  );
}
