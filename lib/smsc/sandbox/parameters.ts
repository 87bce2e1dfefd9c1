import { charsetOf, decodeText, type Charset } from "./charsets";
import type { Format } from "./formats";

/** Of no weight when two requests are compared. */
const NOT_CONTENT = new Set(["login", "psw", "apikey", "fmt", "charset"]);

/** A request's parameters: query and body are one set, the body wins; of a name given twice the last one counts. */
export class Parameters {
  readonly charset: Charset;

  constructor(
    private readonly fields: ReadonlyMap<string, string>,
    private readonly defaults: { charset: Charset; format: Format } = { charset: "windows-1251", format: 0 },
    readonly fileCount = 0,
  ) {
    const named = fields.get("charset");
    this.charset = named ? charsetOf(named) : defaults.charset;
  }

  /** An empty value is as good as none. */
  get(name: string): string {
    return this.fields.get(name) ?? "";
  }

  /** Given, though perhaps empty. */
  has(name: string): boolean {
    return this.fields.has(name);
  }

  /** A flag is set by `1` and by nothing else. */
  is(name: string): boolean {
    return this.fields.get(name) === "1";
  }

  get format(): Format {
    const given = this.get("fmt");
    if (given === "") return this.defaults.format;
    const format = Number(given);
    return format === 1 || format === 2 || format === 3 ? format : 0;
  }

  /** What makes two requests the same: everything but who asks and how it is written. */
  get identity(): string {
    const content = [...this.fields].filter(([name, value]) => value !== "" && !NOT_CONTENT.has(name));
    return JSON.stringify(content.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/**
 * Read query and form, urlencoded or multipart, in the charset they name themselves. Source: SMSC HTTP API, "Requests".
 *
 * Everything is first read as bytes (one character a byte), for the charset is itself a parameter.
 */
export function readParameters(url: string, contentType: string, body: Buffer): Parameters {
  const mark = url.indexOf("?");
  const fields = new Map(mark < 0 ? [] : pairsOf(url.slice(mark + 1)));
  let fileCount = 0;
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary !== undefined) {
    for (const part of partsOf(body.toString("latin1"), boundary)) {
      if (part.isFile) fileCount += 1;
      else fields.set(part.name, part.value);
    }
  } else {
    for (const [name, value] of pairsOf(body.toString("latin1"))) fields.set(name, value);
  }
  const charset = charsetOf(fields.get("charset") ?? "");
  for (const [name, value] of fields) if (/[\x80-\xff]/.test(value)) fields.set(name, decodeText(Buffer.from(value, "latin1"), charset));
  return new Parameters(fields, undefined, fileCount);
}

/**
 * Read the one JSON object of `/rest/send/`; null when it is none. JSON is UTF-8, and so is its answer.
 * Source: SMSC HTTP API, "POST /rest/send/".
 */
export function readJsonParameters(body: Buffer): Parameters | null {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const scalars = Object.entries(value).filter(([, item]) => typeof item === "string" || typeof item === "number");
  return new Parameters(new Map(scalars.map(([name, item]) => [name, String(item)])), { charset: "utf-8", format: 3 });
}

function pairsOf(form: string): [string, string][] {
  if (form === "") return [];
  return form.split("&").map((pair) => {
    const equals = pair.indexOf("=");
    return equals < 0 ? [unescape(pair), ""] : [unescape(pair.slice(0, equals)), unescape(pair.slice(equals + 1))];
  });
}

function unescape(text: string): string {
  return text.replaceAll("+", " ").replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

type Part = { name: string; value: string; isFile: boolean };

function partsOf(body: string, boundary: string): Part[] {
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .flatMap((part) => {
      const end = part.indexOf("\r\n\r\n");
      const head = part.slice(0, end);
      const name = /;\s*name="([^"]*)"/i.exec(head)?.[1];
      if (end < 0 || name === undefined) return [];
      return [{ name, value: part.slice(end + 4, -2), isFile: /;\s*filename\*?=/i.test(head) }];
    });
}
