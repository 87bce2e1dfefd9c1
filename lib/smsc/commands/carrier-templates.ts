import { toText } from "../protocol";
import { command } from "./command";
import { decodeRows, type Row } from "./rows";

/** Carrier and kind: `srv` service, `trn` transactional. */
export const CARRIER_TEMPLATE_KINDS = ["mts_srv", "mts_trn", "mega_srv", "mega_trn", "bee_srv", "bee_trn", "tele2_srv", "tele2_trn"] as const;

type CarrierTemplateText = { sender: string; text: string; kinds: (typeof CARRIER_TEMPLATE_KINDS)[number][] };

/** A text registered with a carrier. `name` says carrier and kind; the state's form is not documented, so it is as it came. */
export type CarrierTemplate = { templateId: string | null; name: string | null; raw: Row };

const SCRIPT = { script: "op_templates.php", limits: [{ perMinute: 3 }] } as const;

/** Texts registered with carriers. Source: SMSC HTTP API, "templates.php, op_templates.php". */
export const carrierTemplates = {
  /** Hand a text in for registration. Gives what the gateway says of it, a row for every carrier and kind. */
  add: command<CarrierTemplateText, CarrierTemplate[]>({
    ...SCRIPT,
    verb: { add: "1" },
    kind: "write",
    encode: encodeText,
    facts: () => ({}),
    decode: (value) => (value === "OK" ? [] : decodeRows(value, decodeTemplate)),
  }),
  /** Read how far the registration of a text is. */
  list: command<CarrierTemplateText, CarrierTemplate[]>({
    ...SCRIPT,
    verb: { get: "1" },
    kind: "read",
    encode: encodeText,
    facts: () => ({}),
    decode: (value) => decodeRows(value, decodeTemplate),
    refusals: { 3: () => [] },
  }),
};

function encodeText({ sender, text, kinds }: CarrierTemplateText): Record<string, string> {
  return { sender, msg: text, ...Object.fromEntries(kinds.map((kind) => [kind, "1"])) };
}

function decodeTemplate(row: Row): CarrierTemplate {
  return { templateId: toText(row.id), name: toText(row.name), raw: row };
}
