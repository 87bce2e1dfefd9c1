import { isRecord, toInteger, toText } from "../protocol";
import { command } from "./command";
import { given } from "./parameters";
import type { Row } from "./rows";

export type LinkClicks = {
  linkId: string | null;
  all: number;
  thisMonth: number | null;
  today: number | null;
  yesterday: number | null;
  raw: Row;
};

/** Short links the gateway put into texts. Source: SMSC HTTP API, "info.php, tinyurls.php and small scripts". */
export const shortLinks = {
  /** Count the clicks on a link, meant by itself (in full) or by its id; null when the gateway does not know it. */
  clicks: command<{ link: string; linkId?: never } | { linkId: string; link?: never }, LinkClicks | null>({
    script: "tinyurls.php",
    verb: { get: "1" },
    kind: "read",
    // None is stated for this script.
    limits: [],
    encode: ({ link, linkId }) => given({ link, id: linkId }),
    facts: () => ({}),
    decode: (value) => {
      const row: unknown = Array.isArray(value) ? value[0] : value;
      return isRecord(row) ? decodeClicks(row) : null;
    },
    refusals: { 3: () => null },
  }),
};

function decodeClicks(row: Row): LinkClicks | null {
  const all = toInteger(row.cnt);
  if (all === null) return null;
  return {
    linkId: toText(row.id),
    all,
    thisMonth: toInteger(row.cnt_mon),
    today: toInteger(row.cnt_day),
    yesterday: toInteger(row.cnt_yes),
    raw: row,
  };
}
