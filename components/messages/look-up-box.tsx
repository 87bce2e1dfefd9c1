"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** One field for whatever a customer names; the question stands in the link. */
export function LookUpBox({ query }: { query: string }) {
  const t = useTranslations("messages.lookUp");
  const router = useRouter();
  const [isPending, startTransition] = useTransition();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const asked = new FormData(event.currentTarget).get("q");
    startTransition(() => router.push(`/messages?q=${encodeURIComponent(typeof asked === "string" ? asked.trim() : "")}`));
  }

  return (
    <form role="search" action="/messages" onSubmit={submit} className="flex items-end gap-2">
      <Field label={t("field")} help={t("help")} className="flex-1">
        <Input
          key={query}
          name="q"
          size="l"
          defaultValue={query}
          autoFocus
          autoComplete="off"
          inputMode="tel"
          maxLength={100}
          icon={<Search />}
        />
      </Field>
      <Button type="submit" variant="primary" size="l" pending={isPending} className="mb-5">
        {t("submit")}
      </Button>
    </form>
  );
}
