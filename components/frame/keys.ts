/** What a key does; `go` leads to a page of the side bar. */
export type KeyDeed = { kind: "palette" | "map" | "search" | "next" | "previous" | "select" | "steer" } | { kind: "go"; page: string };

/** Second key of `g …`, by the place of the key, and the page of the side bar it leads to. */
export const GO_KEYS: Readonly<Record<string, { letter: string; page: string }>> = {
  KeyD: { letter: "d", page: "dashboard" },
  KeyM: { letter: "m", page: "mailings" },
  KeyL: { letter: "l", page: "look_up" },
  KeyR: { letter: "r", page: "replies" },
  KeyO: { letter: "o", page: "send_one" },
  KeyC: { letter: "c", page: "contacts" },
  KeyI: { letter: "i", page: "imports" },
  KeyS: { letter: "s", page: "suppression" },
  KeyB: { letter: "b", page: "balance" },
};

/** A press, as much of it as matters. `code` is the place of the key, so that a Russian layout works as well. */
export type Press = { key: string; code: string; mod: boolean; shift: boolean; alt: boolean };

/** A second key counts for so long after the first. */
const SEQUENCE_MS = 1_500;

const PLAIN: Readonly<Record<string, KeyDeed>> = {
  KeyJ: { kind: "next" },
  KeyK: { kind: "previous" },
  KeyX: { kind: "select" },
  KeyP: { kind: "steer" },
};

/** Since when `g` waits for its second key; null when it does not. */
export type Pending = number | null;

/**
 * What a press does, given whether `g` was pressed before. `isBusy` while somebody types or a dialog stands over the page:
 * then only the palette's own chord counts.
 */
export function readPress(
  press: Press,
  { pending, isBusy, now }: { pending: Pending; isBusy: boolean; now: number },
): {
  deed: KeyDeed | null;
  pending: Pending;
} {
  const { key, code, mod, shift, alt } = press;
  if (mod && !shift && !alt && code === "KeyK") return { deed: { kind: "palette" }, pending: null };
  if (isBusy || mod || alt) return { deed: null, pending: null };
  if (key === "?") return { deed: { kind: "map" }, pending: null };
  if (shift) return { deed: null, pending: null };
  const go = pending !== null && now - pending <= SEQUENCE_MS ? GO_KEYS[code] : undefined;
  if (go) return { deed: { kind: "go", page: go.page }, pending: null };
  if (code === "KeyG") return { deed: null, pending: now };
  if (key === "/" || code === "Slash") return { deed: { kind: "search" }, pending: null };
  return { deed: PLAIN[code] ?? null, pending: null };
}
