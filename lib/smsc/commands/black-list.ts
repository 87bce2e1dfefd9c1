import { command } from "./command";
import { encodeMsisdns, given } from "./parameters";
import { decodeDone, decodeId } from "./rows";

/** Which messages the gateway holds back from a number. */
export type BlackListScope = "all" | "mass" | "single";

const SCOPES: Record<BlackListScope, string> = { all: "0", mass: "1", single: "2" };
const SCRIPT = { script: "phones.php", limits: [{ perMinute: 3 }] } as const;

/** The gateway's own list of numbers never written to. It cannot be read back. Source: SMSC HTTP API, "phones.php". */
export const blackList = {
  add: command<{ msisdns: string[]; scope?: BlackListScope }, { entryId: string }>({
    ...SCRIPT,
    verb: { add_black: "1" },
    kind: "write",
    encode: ({ msisdns, scope }) => ({ phone: encodeMsisdns(msisdns), ...given({ type: scope && SCOPES[scope] }) }),
    facts: ({ msisdns }) => ({ numbers: msisdns.length }),
    decode: (value) => {
      const entryId = decodeId(value);
      return entryId === null ? null : { entryId };
    },
  }),
  remove: command<{ msisdns: string[] }, true>({
    ...SCRIPT,
    verb: { del_black: "1" },
    kind: "write",
    encode: ({ msisdns }) => ({ phone: encodeMsisdns(msisdns) }),
    facts: ({ msisdns }) => ({ numbers: msisdns.length }),
    decode: decodeDone,
  }),
};
