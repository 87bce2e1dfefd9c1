"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { buttonClass } from "@/components/ui/button-class";
import { cx } from "@/components/ui/cx";
import type { Role } from "@/lib/auth/permissions";
import { readPress, type KeyDeed, type Pending } from "./keys";
import type { NavigationItem } from "./side-navigation";

// Both are loaded when they are first opened: no page waits for them.
const CommandPalette = dynamic(() => import("./command-palette"), { ssr: false });
const KeyboardMap = dynamic(() => import("./keyboard-map"), { ssr: false });

const never = () => () => {};
const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The event by which the account's menu asks for the keyboard map. */
export const SHOW_KEYS = "signalbox:keys";

/** The button of the command palette, and the keys of every page. */
export function Keyboard({ navigation, role }: { navigation: readonly NavigationItem[]; role: Role }) {
  const t = useTranslations("nav.palette");
  const router = useRouter();
  const pending = useRef<Pending>(null);
  const [shown, setShown] = useState<"palette" | "map" | null>(null);
  const [known, setKnown] = useState<ReadonlySet<string>>(new Set());
  const apple = useSyncExternalStore(never, isApple, () => false);

  function show(what: "palette" | "map") {
    setKnown((before) => new Set(before).add(what));
    setShown(what);
  }

  function act(deed: KeyDeed) {
    if (deed.kind === "palette" || deed.kind === "map") return show(deed.kind);
    if (deed.kind === "search") return findSearch() ? findSearch()?.focus() : show("palette");
    if (deed.kind === "go") {
      const page = navigation.find(({ key }) => key === deed.page);
      return page && router.push(page.href);
    }
    if (deed.kind === "steer") return document.querySelector<HTMLButtonElement>("main button[data-steer]")?.click();
    if (deed.kind === "select") return document.activeElement?.closest("tr")?.querySelector<HTMLElement>('input[type="checkbox"]')?.click();
    moveTo(deed.kind === "next" ? 1 : -1);
  }

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const { key, code, ctrlKey, metaKey, shiftKey, altKey, target } = event;
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    const read = readPress(
      { key, code, mod: ctrlKey || metaKey, shift: shiftKey, alt: altKey },
      { pending: pending.current, isBusy: isTyping(target) || hasOverlay(), now: event.timeStamp },
    );
    pending.current = read.pending;
    if (!read.deed) return;
    event.preventDefault();
    act(read.deed);
  });
  const onShowKeys = useEffectEvent(() => show("map"));

  useEffect(() => {
    document.addEventListener("keydown", onKeyDown);
    document.addEventListener(SHOW_KEYS, onShowKeys);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      document.removeEventListener(SHOW_KEYS, onShowKeys);
    };
  }, []);

  return (
    <>
      <button
        type="button"
        aria-label={t("open")}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => show("palette")}
        className={cx(buttonClass("secondary", "m"), "gap-2 text-muted max-lg:w-8 max-lg:px-0 max-sm:w-10")}
      >
        <Search aria-hidden />
        <span className="font-text max-lg:hidden">{t("short")}</span>
        <kbd aria-hidden className="w-12 text-right font-sans text-12 text-faint max-lg:hidden">
          {apple ? "⌘ K" : "Ctrl K"}
        </kbd>
      </button>
      {known.has("palette") && (
        <CommandPalette
          open={shown === "palette"}
          onOpenChange={(open) => setShown(open ? "palette" : null)}
          navigation={navigation}
          role={role}
          showKeys={() => show("map")}
        />
      )}
      {known.has("map") && <KeyboardMap open={shown === "map"} onOpenChange={(open) => setShown(open ? "map" : null)} navigation={navigation} />}
    </>
  );
}

/** In a field letters are letters. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && target.type === "checkbox") return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.getAttribute("role") === "combobox";
}

/** Something stands over the page and has the keys. Toasts leave them to the page. */
function hasOverlay(): boolean {
  return document.querySelector('[role="alertdialog"], [role="dialog"]:not([data-type]), [role="menu"], [role="listbox"]') !== null;
}

const findSearch = () => document.querySelector<HTMLInputElement>('main [role="search"] input');

/** Move the focus to the main link of the next or the previous row. */
function moveTo(step: 1 | -1) {
  const links = [...document.querySelectorAll<HTMLElement>("main tbody tr, main [data-rows] > li")].flatMap(
    (row) => row.querySelector<HTMLElement>("a[href], button") ?? [],
  );
  const at = links.findIndex((link) => link === document.activeElement || link.closest("tr, li")?.contains(document.activeElement));
  const next = at === -1 ? (step === 1 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step));
  links[next]?.focus();
  links[next]?.scrollIntoView({ block: "nearest" });
}
