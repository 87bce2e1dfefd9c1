import { describe, expect, it } from "vitest";
import { GO_KEYS, readPress, type Pending, type Press } from "@/components/frame/keys";
import { NAVIGATION } from "@/lib/auth/navigation";

const press = (code: string, more: Partial<Press> = {}): Press => ({
  key: code.replace("Key", "").toLowerCase(),
  code,
  mod: false,
  shift: false,
  alt: false,
  ...more,
});
const read = (given: Press, pending: Pending = null, isBusy = false) => readPress(given, { pending, isBusy, now: 10_000 });

describe("a key", () => {
  it.each([
    ["j", press("KeyJ"), { kind: "next" }],
    ["k", press("KeyK"), { kind: "previous" }],
    ["x", press("KeyX"), { kind: "select" }],
    ["p", press("KeyP"), { kind: "steer" }],
    ["з, where p is", press("KeyP", { key: "з" }), { kind: "steer" }],
    ["/", press("Slash", { key: "/" }), { kind: "search" }],
    [". of a Russian layout, where / is", press("Slash", { key: "." }), { kind: "search" }],
    ["/ of the numbers", press("NumpadDivide", { key: "/" }), { kind: "search" }],
    ["?", press("Slash", { key: "?", shift: true }), { kind: "map" }],
    ["? of a Russian layout", press("Digit7", { key: "?", shift: true }), { kind: "map" }],
    ["Ctrl or ⌘ with k", press("KeyK", { mod: true }), { kind: "palette" }],
    ["z", press("KeyZ"), null],
    ["Ctrl with j", press("KeyJ", { mod: true }), null],
    ["Shift with p", press("KeyP", { shift: true, key: "P" }), null],
    ["Alt with k", press("KeyK", { alt: true }), null],
  ])("%s", (_, given, deed) => {
    expect(read(given).deed).toEqual(deed);
  });

  it("does nothing while somebody types or a dialog is open, but for the palette's chord", () => {
    for (const code of ["KeyJ", "KeyG", "KeyP", "Slash"]) expect(read(press(code), 9_900, true)).toEqual({ deed: null, pending: null });
    expect(read(press("KeyK", { mod: true }), null, true).deed).toEqual({ kind: "palette" });
  });
});

describe("g and a second key", () => {
  it("lead to a page, each to one that exists", () => {
    expect(read(press("KeyG")).pending).toBe(10_000);
    expect(read(press("KeyM"), 9_000).deed).toEqual({ kind: "go", page: "mailings" });
    const pages = NAVIGATION.map(({ key }) => key);
    for (const { page } of Object.values(GO_KEYS)) expect(pages).toContain(page);
  });

  it("are two keys again when the second comes late, and when it means nothing", () => {
    expect(read(press("KeyM"), 8_000)).toEqual({ deed: null, pending: null });
    expect(read(press("KeyZ"), 9_900)).toEqual({ deed: null, pending: null });
    expect(read(press("KeyG"), 9_900)).toEqual({ deed: null, pending: 10_000 });
  });
});
