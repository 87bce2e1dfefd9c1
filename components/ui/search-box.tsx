"use client";

import { Search, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "./button";
import { Field } from "./field";
import { Input } from "./input";

export type SearchBoxProps = {
  label: string;
  query: string;
  /** The page that is searched; the question becomes `q` in its address. */ path: string;
  /** Makes of a question what may stand in an address: a number may not. */
  seal: (input: { query: string }) => Promise<{ ok: true; value: { query: string } } | { ok: false }>;
  inputMode?: "search" | "tel";
};

/** Search the rows of a page. The question stands in the link, so that it can be sent and gone back to; numbers are sealed. */
export function SearchBox({ label, query, path, seal, inputMode = "search" }: SearchBoxProps) {
  const t = useTranslations("common.action");
  const router = useRouter();
  const [isPending, startTransition] = useTransition();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const asked = new FormData(event.currentTarget).get("q");
    const text = typeof asked === "string" ? asked.trim() : "";
    startTransition(async () => {
      const sealed = text === "" ? null : await seal({ query: text });
      router.push(sealed?.ok ? `${path}?q=${encodeURIComponent(sealed.value.query)}` : path);
    });
  }

  return (
    <form role="search" method="post" action={path} onSubmit={submit} className="mb-4 flex flex-wrap items-end gap-2">
      <Field label={label} className="w-72 max-sm:w-auto max-sm:flex-1">
        <Input key={query} name="q" defaultValue={query} autoComplete="off" inputMode={inputMode} maxLength={100} icon={<Search />} />
      </Field>
      <Button type="submit" pending={isPending}>
        {t("search")}
      </Button>
      {query !== "" && (
        <ButtonLink href={path} variant="quiet" icon={<X aria-hidden />}>
          {t("clear")}
        </ButtonLink>
      )}
    </form>
  );
}
