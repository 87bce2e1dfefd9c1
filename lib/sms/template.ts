/** A piece of a text: as it stands, or a value of the recipient. */
export type TemplatePart = { literal: string } | { key: string; fallback: string };

/** What a recipient brings to a text. */
export type Personal = { name: string | null; attributes: Record<string, unknown> };

const PLACEHOLDER = /\{\{\s*([\p{L}\p{N}_ .-]{1,60}?)\s*(?:\|([^{}]{0,100}))?\}\}/gu;

/** Cut a text at its placeholders: `{{name}}`, `{{city|your town}}`. */
export function parseTemplate(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > from) parts.push({ literal: text.slice(from, match.index) });
    parts.push({ key: match[1] ?? "", fallback: match[2]?.trim() ?? "" });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ literal: text.slice(from) });
  return parts;
}

/** The keys a text asks for, each once. */
export function placeholdersOf(text: string): string[] {
  return [...new Set(parseTemplate(text).flatMap((part) => ("key" in part ? [part.key] : [])))];
}

/** Braces that look like a placeholder and are none, such as `{{name}` or `{name}}`; null when there are none. */
export function brokenPlaceholder(text: string): string | null {
  const rest = text.replace(PLACEHOLDER, "");
  return /\{\{[^{}]{0,40}\}?|\{?[^{}\s]{0,40}\}\}/u.exec(rest)?.[0] ?? null;
}

/** Fill in a recipient's values. An absent or empty one gives the fallback, or nothing. */
export function renderTemplate(parts: readonly TemplatePart[], { name, attributes }: Personal): string {
  return parts
    .map((part) => {
      if ("literal" in part) return part.literal;
      const value = part.key === "name" ? name : attributes[part.key];
      const text = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
      return text === "" ? part.fallback : text;
    })
    .join("");
}
