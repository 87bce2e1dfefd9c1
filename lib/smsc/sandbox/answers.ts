/** How the gateway writes its answers. Source: SMSC HTTP API, "fmt: the answer's format", "Shapes". */
export type Format = 0 | 1 | 2 | 3;

export type Answer = { body: string; type: string };

const TYPES: Record<Format, string> = { 0: "text/plain", 1: "text/plain", 2: "text/xml", 3: "application/json" };

export const ERROR_TEXTS: Readonly<Record<number, string>> = {
  1: "parameters error",
  2: "authorise error",
  3: "no money",
  4: "ip is blocked",
  5: "invalid date",
  6: "message is denied",
  7: "invalid number",
  8: "can't to deliver",
  9: "duplicate request, wait a minute",
};

export const CONCURRENT = "too many concurrent requests";

export type Refusal = { code: number; text?: string; id?: number | string };

export function answer(format: Format, body: string): Answer {
  return { body, type: `${TYPES[format]}; charset=utf-8` };
}

/** An answer whose forms differ by more than layout. */
export function answerForms(format: Format, forms: { line: string; values: string; tree: Record<string, unknown> }): Answer {
  if (format === 0) return answer(format, forms.line);
  if (format === 1) return answer(format, forms.values);
  return answer(format, format === 2 ? layoutXml(forms.tree) : layoutJson(forms.tree));
}

export function refuse(format: Format, { code, text = ERROR_TEXTS[code] ?? "unknown error", id }: Refusal): Answer {
  const tree = { error: text, error_code: code, ...(id === undefined ? {} : { id }) };
  return answerForms(format, {
    line: `ERROR = ${code} (${text})${id === undefined ? "" : `, ID - ${id}`}`,
    values: `${id ?? 0},-${code}`,
    tree,
  });
}

/** One key a line, no indentation, no final line feed. */
export function layoutJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(layoutJson).join(",\n")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const lines = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${layoutJson(item)}`);
  return `{\n${lines.join(",\n")}\n}`;
}

function layoutXml(tree: Record<string, unknown>): string {
  const lines = Object.entries(tree)
    .filter(([, item]) => typeof item === "string" || typeof item === "number")
    .map(([key, item]) => `<${key}>${escapeXml(String(item))}</${key}>`);
  return `<result>\n${lines.join("\n")}\n</result>`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
