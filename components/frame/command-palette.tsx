"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useTranslations } from "use-intl";
import { BACKDROP } from "@/components/ui/dialog-class";
import { POPUP_ITEM } from "@/components/ui/popup-class";
import type { Role } from "@/lib/auth/permissions";
import { findForPaletteAction } from "@/lib/palette/actions";
import { fits, type PaletteEntry, type PaletteGroup } from "./palette-entries";
import type { NavigationItem } from "./side-navigation";
import { usePaletteCommands } from "./use-palette-commands";

type Props = { open: boolean; onOpenChange: (open: boolean) => void; navigation: readonly NavigationItem[]; role: Role; showKeys: () => void };

/** Everything the console has, by a few letters: pages, commands, mailings, lists, contacts and numbers. */
export default function CommandPalette({ open, onOpenChange, navigation, role, showKeys }: Props) {
  const t = useTranslations("nav.palette");
  const [query, setQuery] = useState("");
  const close = () => {
    setQuery("");
    onOpenChange(false);
  };
  const groups = useGroups(query, { navigation, role, showKeys, close });
  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next ? onOpenChange(true) : close())}>
      <Dialog.Portal>
        <Dialog.Backdrop className={BACKDROP} />
        <Dialog.Popup
          aria-label={t("open")}
          className="fixed top-[12dvh] left-1/2 z-40 flex max-h-[70dvh] w-[calc(100vw-1.5rem)] -translate-x-1/2 flex-col overflow-hidden rounded-l bg-raised text-text shadow-e2 outline-none transition-opacity data-starting-style:opacity-0 data-ending-style:opacity-0 sm:max-w-140"
        >
          <Autocomplete.Root
            items={groups}
            filter={null}
            value={query}
            onValueChange={(value, { reason }) => {
              if (reason !== "item-press") setQuery(value);
            }}
            itemToStringValue={({ label }: PaletteEntry) => label}
            open
            inline
            autoHighlight="always"
            keepHighlight
          >
            <div className="flex h-12 shrink-0 items-center gap-2.5 border-b border-line px-4">
              <Search aria-hidden className="size-4 shrink-0 text-faint" />
              <Autocomplete.Input
                aria-label={t("label")}
                placeholder={t("placeholder")}
                maxLength={100}
                className="h-full min-w-0 flex-1 bg-transparent text-14 outline-none"
              />
            </div>
            <Autocomplete.Empty className="px-4 py-6 text-13 text-muted empty:hidden">{t("none", { query })}</Autocomplete.Empty>
            <Autocomplete.List aria-label={t("results")} className="min-h-0 overflow-y-auto overscroll-contain p-1 outline-none empty:hidden">
              {(group: PaletteGroup) => (
                <Autocomplete.Group key={group.value} items={group.items}>
                  <Autocomplete.GroupLabel className="px-2 pt-2 pb-1 text-12 text-muted">{group.value}</Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(entry: PaletteEntry) => (
                      <Autocomplete.Item key={entry.key} value={entry} onClick={entry.run} className={POPUP_ITEM}>
                        <span className="min-w-0 truncate">{entry.label}</span>
                        {entry.hint && <span className="ml-auto shrink-0 pl-3 text-12 text-muted tabular-nums">{entry.hint}</span>}
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
            <p className="shrink-0 border-t border-line px-4 py-2 text-12 text-muted max-sm:hidden">{t("hint")}</p>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type Given = { navigation: readonly NavigationItem[]; role: Role; showKeys: () => void; close: () => void };

/** What fits, in groups; those that are empty are left out. */
function useGroups(query: string, given: Given): PaletteGroup[] {
  const t = useTranslations("nav.palette");
  const { pages, commands, lookUp, go } = usePaletteCommands(given);
  const asked = useDeferredValue(query.trim());
  const { data: found = [] } = useQuery({
    queryKey: ["palette", asked],
    queryFn: async () => {
      const outcome = await findForPaletteAction({ query: asked });
      return outcome.ok ? outcome.value.found : [];
    },
    enabled: asked.length >= 2,
    staleTime: 10_000,
  });
  const ofKind = (kind: (typeof found)[number]["kind"]): PaletteGroup => ({
    value: t(`found.${kind}`),
    items:
      asked.length < 2 ? [] : found.filter((each) => each.kind === kind).map(({ key, label, hint, href }) => ({ key, label, hint, run: go(href) })),
  });
  const text = query.trim();
  const groups = [
    { value: t("pages"), items: pages.filter((entry) => fits(entry, text)) },
    ofKind("mailing"),
    ofKind("list"),
    ofKind("contact"),
    ofKind("number"),
    {
      value: t("commands"),
      items: [
        ...commands.filter((entry) => fits(entry, text)),
        ...(text.length >= 2 ? [{ key: "look-up", label: t("lookUp", { query: text }), run: lookUp(text) }] : []),
      ],
    },
  ];
  return groups.filter(({ items }) => items.length > 0);
}
