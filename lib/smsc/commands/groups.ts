import { toInteger, toText } from "../protocol";
import { command } from "./command";
import { encodeMsisdns, given, type WireParameters } from "./parameters";
import { decodeDone, decodeId, decodeRows, type Row } from "./rows";

/** A group of contacts at the gateway. `number` is what a mailing is sent to; it is not the id. */
export type GatewayGroup = { groupId: string; name: string; number: number | null; contactCount: number | null; raw: Row };

const SCRIPT = { script: "phones.php", limits: [{ perMinute: 3 }] } as const;

const placing = (verb: WireParameters) =>
  command<{ groupId: string; msisdns: string[] }, true>({
    ...SCRIPT,
    verb,
    kind: "write",
    encode: ({ groupId, msisdns }) => ({ grp: groupId, phone: encodeMsisdns(msisdns) }),
    facts: ({ groupId, msisdns }) => ({ group: groupId, numbers: msisdns.length }),
    decode: decodeDone,
  });

/** Groups of contacts kept at the gateway. Source: SMSC HTTP API, "phones.php". */
export const groups = {
  /** Make a group. The gateway may capitalise the name's first letter; a number that is taken or a blank name is error 5. */
  add: command<{ name: string; number?: number; holds?: "phones" | "emails" }, { groupId: string }>({
    ...SCRIPT,
    verb: { add_group: "1" },
    kind: "write",
    encode: ({ name, number, holds }) => given({ name, num: number, type: holds && { phones: 0, emails: 1 }[holds] }),
    facts: () => ({}),
    decode: (value) => {
      const groupId = decodeId(value);
      return groupId === null ? null : { groupId };
    },
  }),
  /** Change a group's name or number. */
  change: command<{ groupId: string; name?: string; number?: number }, true>({
    ...SCRIPT,
    verb: { chg_group: "1" },
    kind: "write",
    encode: ({ groupId, name, number }) => given({ grp: groupId, name, num: number }),
    facts: ({ groupId }) => ({ group: groupId }),
    decode: decodeDone,
  }),
  /** Delete a group; its contacts stay. */
  remove: command<{ groupId: string }, true>({
    ...SCRIPT,
    verb: { del_group: "1" },
    kind: "write",
    encode: ({ groupId }) => ({ grp: groupId }),
    facts: ({ groupId }) => ({ group: groupId }),
    decode: decodeDone,
  }),
  /** List groups. None is an empty list. */
  list: command<void, GatewayGroup[]>({
    ...SCRIPT,
    verb: { get_group: "1" },
    kind: "read",
    encode: () => ({}),
    facts: () => ({}),
    decode: (value) => decodeRows(value, decodeGroup),
    refusals: { 3: () => [] },
  }),
  /** Put contacts into a group and take them out of all others. */
  move: placing({ move_group: "1" }),
  /** Put contacts into one more group. */
  include: placing({ move_group: "2" }),
  /** Take contacts out of a group. */
  exclude: placing({ move_group: "3" }),
};

function decodeGroup(row: Row): GatewayGroup | null {
  const groupId = toText(row.id);
  if (groupId === null) return null;
  return { groupId, name: toText(row.name) ?? "", number: toInteger(row.number), contactCount: toInteger(row.cnt), raw: row };
}
