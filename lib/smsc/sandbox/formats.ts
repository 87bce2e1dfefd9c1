/** The four layouts of an answer. Source: SMSC HTTP API, "fmt: the answer's format". */
export type Format = 0 | 1 | 2 | 3;

export type Tree = string | number | readonly Tree[] | { readonly [key: string]: Tree };

export const MEDIA_TYPES: Record<Format, string> = { 0: "text/plain", 1: "text/plain", 2: "text/xml", 3: "application/json" };

/** Write JSON as the gateway lays it out: one key a line, no indentation, no final line feed. */
export function layoutJson(value: Tree): string {
  if (isList(value)) return `[${value.map(layoutJson).join(",\n")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const lines = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${layoutJson(item)}`);
  return `{\n${lines.join(",\n")}\n}`;
}

/** Write XML, one element a line; the items of a list are elements of the list's own name. */
export function layoutXml(name: string, value: Tree): string {
  if (isList(value)) return value.map((item) => layoutXml(name, item)).join("\n");
  if (typeof value !== "object") return `<${name}>${escapeXml(String(value))}</${name}>`;
  const lines = Object.entries(value).map(([key, item]) => layoutXml(key, item));
  return `<${name}>\n${lines.join("\n")}\n</${name}>`;
}

/** Write the values of a row by commas, as `fmt=1` has them. */
export function layoutValues(row: Readonly<Record<string, Tree>>): string {
  return Object.values(row).map(flatten).join(",");
}

/** Write a row for a person, as `fmt=0` has it. */
export function layoutLine(row: Readonly<Record<string, Tree>>): string {
  return Object.entries(row)
    .map(([key, value]) => `${key} = ${flatten(value)}`)
    .join(", ");
}

function flatten(value: Tree): string {
  if (isList(value)) return value.map(flatten).join(" ");
  return typeof value === "object" ? Object.values(value).map(flatten).join(" ") : String(value);
}

function isList(value: Tree): value is readonly Tree[] {
  return Array.isArray(value);
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
