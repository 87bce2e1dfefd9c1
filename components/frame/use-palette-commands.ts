"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useToast } from "@/components/ui/toast";
import { changeLocaleAction, changeThemeAction, signOutAction } from "@/lib/auth/actions";
import { can, type Role } from "@/lib/auth/permissions";
import synonyms from "@/lib/i18n/synonyms.json";
import { useFailure } from "@/lib/i18n/use-failure";
import { lookUpAction } from "@/lib/messages/actions";
import type { PaletteEntry } from "./palette-entries";
import type { NavigationItem } from "./side-navigation";

const WORDS: Record<string, string | undefined> = synonyms;

type Given = { navigation: readonly NavigationItem[]; role: Role; showKeys: () => void; close: () => void };

/** Pages and deeds that the palette always knows, as far as the role may; each closes it. */
export function usePaletteCommands({ navigation, role, showKeys, close }: Given) {
  const t = useTranslations("nav");
  const { sentence } = useFailure();
  const toast = useToast();
  const router = useRouter();
  const locale = useLocale();
  const [, startTransition] = useTransition();

  const go = (href: string) => () => {
    close();
    router.push(href);
  };
  const act = (deed: () => Promise<unknown>) => () => {
    close();
    startTransition(async () => {
      await deed();
    });
  };
  const command = (key: string, run: () => void): PaletteEntry => ({
    key: `command ${key}`,
    label: t(`palette.command.${key}`),
    words: WORDS[key],
    run,
  });

  /** The way of the look-up box: what is found has an address of its own, the question never stands in one. */
  const lookUp = (query: string) =>
    act(async () => {
      const outcome = await lookUpAction({ query });
      if (!outcome.ok) toast.failed(sentence(outcome.error));
      else router.push(outcome.value.href ?? "/messages");
    });

  const pages = navigation.map(({ key, href }): PaletteEntry => ({ key: `page ${key}`, label: t(`item.${key}`), words: WORDS[key], run: go(href) }));
  const commands = [
    ...(can(role, "mailing.compose") ? [command("new_mailing", go("/mailings/new"))] : []),
    ...(can(role, "contact.import") ? [command("import_file", go("/contacts/imports"))] : []),
    ...(can(role, "hlr.run") ? [command("new_check", go("/hlr/new"))] : []),
    command("keys", () => {
      close();
      showKeys();
    }),
    command(
      "theme_light",
      act(() => changeThemeAction("light")),
    ),
    command(
      "theme_dark",
      act(() => changeThemeAction("dark")),
    ),
    command(
      "locale",
      act(() => changeLocaleAction(locale.startsWith("ru") ? "en" : "ru")),
    ),
    command("account", go("/account")),
    command(
      "sign_out",
      act(() => signOutAction()),
    ),
  ];
  return { pages, commands, lookUp, go };
}
