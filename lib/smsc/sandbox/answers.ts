import { layoutJson, layoutLine, layoutValues, layoutXml, MEDIA_TYPES, type Format, type Tree } from "./formats";

/** What a script has to say, before it is written in one of the four formats. */
export type Reply = {
  /** `fmt=0` */
  line: string;
  /** `fmt=1` */
  values: string;
  /** `fmt=3`, and `fmt=2` unless `xml` says otherwise. */
  tree: Tree;
  xml?: string;
  /** For the list of what was received: messages concerned, and how it went. */
  messages: number;
  outcome: string;
};

export type Refusal = { code: number; text?: string; id?: number | string; /** In plain text whatever format was asked for. */ isPlain?: true };

export type Result = Reply | Refusal;

export type Answer = { body: string; type: string };

export const CONCURRENT = "too many concurrent requests";

const SHARED_TEXTS: Readonly<Record<number, string>> = {
  1: "parameters error",
  2: "authorise error",
  3: "record not found",
  4: "ip is blocked",
  5: "save error",
  6: "message is denied",
  7: "invalid number",
  8: "can't to deliver",
  9: "duplicate request, wait a minute",
};

/** Where a script words a number in its own way. The texts of rare errors are nowhere written down: decide by code. */
const TEXTS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  send: { 3: "no money", 5: "invalid date" },
  jobs: { 3: "save error", 5: "invalid date" },
  status: { 5: "delete error" },
};

/** Give the description of an error. Source: SMSC HTTP API, "Exact description texts". */
export function errorText(script: string, code: number): string {
  return TEXTS[script]?.[code] ?? SHARED_TEXTS[code] ?? "unknown error";
}

export function isRefusal(result: Result): result is Refusal {
  return "code" in result;
}

/** Success without data. Source: SMSC HTTP API, "fmt: the answer's format". */
export const DONE: Reply = { line: "OK", values: "OK", tree: { result: "OK" }, xml: "<result>OK</result>", messages: 0, outcome: "done" };

/** A record was made: all that is told is its number. */
export function created(id: number, line = `ID = ${id}`): Reply {
  return { line, values: String(id), tree: { id }, messages: 0, outcome: "created" };
}

export function listed(rows: readonly Readonly<Record<string, Tree>>[], item = "item"): Reply {
  return {
    line: rows.map(layoutLine).join("\n"),
    values: rows.map(layoutValues).join("\n"),
    tree: rows,
    xml: layoutXml("result", { [item]: rows }),
    messages: 0,
    outcome: `${rows.length} rows`,
  };
}

/** Write what a script said. `isBareOk`: success without data is the two letters OK even under `fmt=3`. */
export function writeResult(result: Result, { script, format, isBareOk }: { script: string; format: Format; isBareOk: boolean }): Answer {
  if (!isRefusal(result)) return { body: isBareOk && result === DONE && format === 3 ? "OK" : bodyOf(result, format), type: MEDIA_TYPES[format] };
  const { code, text = errorText(script, code), id, isPlain } = result;
  const reply = {
    line: `ERROR = ${code} (${text})${id === undefined ? "" : `, ID - ${id}`}`,
    values: `${id ?? 0},-${code}`,
    tree: { error: text, error_code: code, ...(id === undefined ? {} : { id }) },
  };
  return { body: bodyOf(reply, isPlain ? 0 : format), type: MEDIA_TYPES[format] };
}

function bodyOf({ line, values, tree, xml }: Pick<Reply, "line" | "values" | "tree" | "xml">, format: Format): string {
  if (format === 0) return line;
  if (format === 1) return values;
  return format === 2 ? (xml ?? layoutXml("result", tree)) : layoutJson(tree);
}
