import { toInteger, toText } from "../protocol";
import { command } from "./command";
import { given, type WireParameters } from "./parameters";
import { decodeDone, decodeId, decodeRows, type Row } from "./rows";

export type TemplateFields = {
  name?: string;
  text?: string;
  /** Left out: not set. */
  format?: "sms" | "flash" | "bin" | "push" | "mms" | "call" | "mail" | "viber";
  sender?: string;
  /** Put under every message by itself. */
  isSignature?: boolean;
};

/** A template as the gateway keeps it; it may have changed the case of the name's first letter. */
export type GatewayTemplate = {
  templateId: string;
  name: string;
  text: string;
  format: string | null;
  sender: string | null;
  flag: number | null;
  raw: Row;
};

const SCRIPT = { script: "templates.php", limits: [{ perMinute: 3 }] } as const;

/** Texts kept at the gateway. Source: SMSC HTTP API, "templates.php". */
export const templates = {
  add: command<TemplateFields & { name: string; text: string }, { templateId: string }>({
    ...SCRIPT,
    verb: { add: "1" },
    kind: "write",
    encode: encodeFields,
    facts: () => ({}),
    decode: (value) => {
      const templateId = decodeId(value);
      return templateId === null ? null : { templateId };
    },
  }),
  /** Change what is given. An unknown id is error 3. */
  change: command<TemplateFields & { templateId: string }, true>({
    ...SCRIPT,
    verb: { chg: "1" },
    kind: "write",
    encode: ({ templateId, ...fields }) => ({ id: templateId, ...encodeFields(fields) }),
    facts: ({ templateId }) => ({ template: templateId }),
    decode: decodeDone,
  }),
  remove: command<{ templateId: string }, true>({
    ...SCRIPT,
    verb: { del: "1" },
    kind: "write",
    encode: ({ templateId }) => ({ id: templateId }),
    facts: ({ templateId }) => ({ template: templateId }),
    decode: decodeDone,
  }),
  /** List templates. None is an empty list. */
  list: command<void, GatewayTemplate[]>({
    ...SCRIPT,
    verb: { get: "1" },
    kind: "read",
    encode: () => ({}),
    facts: () => ({}),
    decode: (value) => decodeRows(value, decodeTemplate),
    refusals: { 3: () => [] },
  }),
};

function encodeFields({ name, text, format, sender, isSignature }: TemplateFields): WireParameters {
  return given({ name, msg: text, format, sender, "fl[1]": isSignature === undefined ? undefined : Number(isSignature) });
}

function decodeTemplate(row: Row): GatewayTemplate | null {
  const templateId = toText(row.id);
  if (templateId === null) return null;
  return {
    templateId,
    name: toText(row.name) ?? "",
    text: toText(row.message) ?? "",
    format: toText(row.format),
    sender: toText(row.sender),
    flag: toInteger(row.flag),
    raw: row,
  };
}
