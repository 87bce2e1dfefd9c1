import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { TONES } from "@/components/ui/tone";

const CSS = readFileSync(path.join(import.meta.dirname, "tokens.css"), "utf8");

type Rgb = [number, number, number];

/** Declarations of the block that a selector opens. */
function declarationsOf(selector: string): Map<string, string> {
  const start = CSS.indexOf(`${selector} {`);
  const block = CSS.slice(start, CSS.indexOf("\n}", start));
  return new Map([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value.trim()]));
}

const light = declarationsOf(":root");
const dark = new Map([...light, ...declarationsOf('[data-theme="dark"]')]);

/** OKLCH to linear sRGB. Source: Björn Ottosson, "A perceptual color space for image processing" (2020). */
function linearOf(tokens: Map<string, string>, name: string): Rgb {
  const value = tokens.get(name) ?? "";
  const [, reference] = /^var\(--([\w-]+)\)$/.exec(value) ?? [];
  if (reference) return linearOf(tokens, reference);
  const [, l, c, h] = /^oklch\(([\d.]+)\s+([\d.]+)\s+([\d.]+)\)$/.exec(value) ?? [];
  if (l === undefined) throw new Error(`--${name} is no opaque OKLCH colour: ${value}`);
  const angle = (Number(h) * Math.PI) / 180;
  const [lightness, a, b] = [Number(l), Number(c) * Math.cos(angle), Number(c) * Math.sin(angle)];
  const cubes: Rgb = [
    (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ];
  const mix = (x: number, y: number, z: number) => Math.min(1, Math.max(0, x * cubes[0] + y * cubes[1] + z * cubes[2]));
  return [
    mix(4.0767416621, -3.3077115913, 0.2309699292),
    mix(-1.2684380046, 2.6097574011, -0.3413193965),
    mix(-0.0041960863, -0.7034186147, 1.707614701),
  ];
}

/** Source: WCAG 2.2, "relative luminance" and "contrast ratio". */
function contrast(tokens: Map<string, string>, one: string, other: string): number {
  const luminance = (name: string) => {
    const [r, g, b] = linearOf(tokens, name);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

/** Text and what it stands on. */
const TEXT: [string, string][] = [
  ...["surface", "sunken", "raised", "hover", "sidebar"].flatMap((under): [string, string][] =>
    ["text", "text-muted", "text-faint"].map((text) => [text, under]),
  ),
  ["text", "pressed"],
  ["text-muted", "pressed"],
  ["on-ink", "ink"],
  ["on-ink", "ink-hover"],
  ["accent", "surface"],
  ["accent", "sunken"],
  ["on-accent", "accent"],
  ["on-danger", "danger"],
  ["on-sandbox", "sandbox"],
  ["on-sandbox-muted", "sandbox"],
  ...TONES.flatMap((tone): [string, string][] => [
    [`${tone}-fg`, `${tone}-bg`],
    [`${tone}-fg`, "surface"],
    ["text", `${tone}-bg`],
  ]),
];

/** What is seen without being read: WCAG asks 3:1 of it. */
const SHAPES: [string, string][] = [
  ["control-line", "surface"],
  ["control-line", "raised"],
  ["accent", "surface"],
  ["delivered-solid", "surface"],
  ["moving-solid", "surface"],
  ["read-solid", "surface"],
  ["failed-solid", "surface"],
  ["stopped-solid", "surface"],
];

describe.each([
  ["light", light],
  ["dark", dark],
])("the colours in %s", (_, tokens) => {
  it.each(TEXT)("%s can be read on %s", (text, under) => {
    expect(contrast(tokens, text, under)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SHAPES)("%s can be seen on %s", (shape, under) => {
    expect(contrast(tokens, shape, under)).toBeGreaterThanOrEqual(3);
  });
});

it("measures as WCAG does", () => {
  const known = new Map([
    ["white", "oklch(1 0 0)"],
    ["black", "oklch(0 0 0)"],
    // #767676, the grey that is just enough on white.
    ["grey", "oklch(0.566 0 0)"],
  ]);
  expect(contrast(known, "white", "black")).toBeCloseTo(21, 1);
  expect(contrast(known, "grey", "white")).toBeCloseTo(4.54, 1);
});
