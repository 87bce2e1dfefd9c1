"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useTransition } from "react";
import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { FILTER_WORDS, readFilter } from "@/lib/messages/filters";
import { sealQueryAction } from "@/lib/search/actions";
import { errKey, STATUS_CODES, statusKey } from "@/lib/smsc/status-catalogue";

/** Change the link; everything on the page follows it. */
export function useFilterLink() {
  const pathname = usePathname();
  const search = useSearchParams();
  return (changes: Record<string, string | null>) => {
    const next = new URLSearchParams(search);
    next.delete("after");
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === "") next.delete(name);
      else next.set(name, value);
    }
    return `${pathname}?${next}`;
  };
}

/** What is shown of the messages, in the address. `asked`: the search as a person wrote it; in the address a number is sealed. */
export function MessageFilters({ asked }: { asked: string }) {
  const t = useTranslations("mailings.messages");
  const statuses = useTranslations("statuses.word");
  const router = useRouter();
  const search = useSearchParams();
  const linkTo = useFilterLink();
  const [, startTransition] = useTransition();
  const errors = useTranslations("statuses.err");
  const filter = readFilter(search.get("filter"));
  const [status, err] = filter.split(".");
  // One cause of failure: it comes from its number above, and is in no list of choices.
  const cause = err !== undefined && {
    value: filter,
    label: `${statuses(statusKey(Number(status)))} · ${errors(errKey(Number(err)), { code: err })}`,
  };
  const items = [
    ...(cause ? [cause] : []),
    ...FILTER_WORDS.map((value) => ({ value, label: t(`filterWord.${value}`) })),
    ...STATUS_CODES.map((code) => ({ value: String(code), label: t("filterWord.code", { code: String(code), word: statuses(statusKey(code)) }) })),
  ];
  return (
    <>
      <Field label={t("filter")} className="w-56 max-sm:w-full">
        <Select
          items={items}
          value={filter}
          onValueChange={(value) => router.replace(linkTo({ filter: value === "all" ? null : value }), { scroll: false })}
        />
      </Field>
      <form
        role="search"
        method="post"
        className="w-52 max-sm:w-full"
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget).get("search");
          startTransition(async () => {
            const sealed = await sealQueryAction({ query: typeof typed === "string" ? typed.replace(/\D/g, "") : "" });
            if (sealed.ok) router.replace(linkTo({ search: sealed.value.query }), { scroll: false });
          });
        }}
      >
        <Field label={t("search")}>
          <Input key={asked} name="search" inputMode="tel" defaultValue={asked} maxLength={20} />
        </Field>
      </form>
    </>
  );
}
