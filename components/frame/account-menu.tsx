"use client";

import { Keyboard, LogOut, UserRound } from "lucide-react";
import { useSyncExternalStore, useTransition } from "react";
import { useTranslations } from "use-intl";
import { buttonClass } from "@/components/ui/button-class";
import { cx } from "@/components/ui/cx";
import { Menu } from "@/components/ui/menu";
import { changeLocaleAction, changeThemeAction, signOutAction } from "@/lib/auth/actions";
import type { Role } from "@/lib/auth/permissions";
import { asTheme, type Locale, LOCALES, THEME_COOKIE, THEMES } from "@/lib/i18n/config";

import { SHOW_KEYS } from "./keyboard";

export type FrameOperator = { name: string; email: string; role: Role; locale: Locale };

const never = () => () => {};
const chosenTheme = () => asTheme(document.cookie.match(new RegExp(`(?:^|; )${THEME_COOKIE}=(\\w+)`))?.[1]);

const initials = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");

/** Who is signed in; language, appearance, the way out. */
export function AccountMenu({ operator }: { operator: FrameOperator }) {
  const t = useTranslations("common");
  const nav = useTranslations("nav.person");
  const [, startTransition] = useTransition();
  const theme = useSyncExternalStore(never, chosenTheme, () => "system" as const);
  return (
    <Menu
      trigger={
        <button type="button" aria-label={`${nav("menu")}: ${operator.name}`} className={cx(buttonClass("quiet", "m"), "-mr-1 gap-2 px-1 sm:pr-2")}>
          <span aria-hidden className="grid size-6 place-items-center rounded-full bg-pressed text-[11px] font-strong text-muted">
            {initials(operator.name)}
          </span>
          <span className="max-w-40 truncate font-text max-sm:hidden">{operator.name}</span>
        </button>
      }
      items={[
        {
          heading: (
            <>
              <span className="block text-13 font-medium text-text">{operator.name}</span>
              <span className="block">{operator.email}</span>
              <span className="block">{t(`role.${operator.role}`)}</span>
            </>
          ),
        },
        "separator",
        {
          group: t("locale.label"),
          value: operator.locale,
          items: LOCALES.map((locale) => ({
            value: locale,
            label: <span lang={locale}>{t(`locale.${locale}`)}</span>,
          })),
          onValueChange: (locale) => startTransition(() => changeLocaleAction(locale)),
        },
        {
          group: t("theme.label"),
          value: theme,
          items: THEMES.map((value) => ({ value, label: t(`theme.${value}`) })),
          onValueChange: (value) => startTransition(() => changeThemeAction(value)),
        },
        "separator",
        { label: nav("keys"), icon: <Keyboard aria-hidden />, hint: "?", onSelect: () => document.dispatchEvent(new Event(SHOW_KEYS)) },
        { label: nav("settings"), icon: <UserRound aria-hidden />, href: "/account" },
        {
          label: nav("sign_out"),
          icon: <LogOut aria-hidden />,
          onSelect: () => startTransition(() => signOutAction()),
        },
      ]}
    />
  );
}
