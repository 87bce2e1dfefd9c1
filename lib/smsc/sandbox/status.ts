import { DONE, type Result } from "./answers";
import { layoutXml, type Tree } from "./formats";
import { HLR } from "./kinds";
import { isReachable } from "./lifecycle";
import { describeShort, hlrFacts, describeFull, type Row } from "./message-rows";
import { correctNumber } from "./numbers";
import type { Parameters } from "./parameters";
import type { World } from "./world";

/** status.php: one message, many, or the deletion of one. Source: SMSC HTTP API, "status.php". */
export const status = {
  lacks: (parameters: Parameters) => parameters.get("phone") === "" || parameters.get("id") === "",

  handle(world: World, parameters: Parameters): Result {
    const [phone, id] = [parameters.get("phone"), parameters.get("id")];
    if (parameters.is("del")) return remove(world, phone, id);
    const isMass = phone.includes(",") || id.includes(",");
    const phones = items(phone);
    const ids = items(id);
    if (phones.length !== ids.length) return { code: 1 };
    if (isMass ? world.limits.any("mass_status") : world.limits.identical("single_status", `${id} ${phone}`)) return { code: 9 };

    const all = Number(parameters.get("all")) || 0;
    const found = phones.map((asked, index) => describe(world, asked, ids[index] ?? "", all));
    const rows = found.map(({ row, identity }) => (isMass ? { ...row, ...identity } : row));
    const first = rows[0] ?? { status: -3 };
    return {
      line: found.map(({ row }) => lineOf(row)).join("\n"),
      values: found.map(({ row, identity }) => valuesOf(row, isMass ? identity : null)).join("\n"),
      tree: isMass ? rows : first,
      xml: isMass ? layoutXml("result", { sms: rows }) : layoutXml("sms", first),
      messages: rows.length,
      outcome: isMass ? "mass" : "single",
    };
  },
};

/** Whether a deleted message is still sent is not documented; here it is. Source: SMSC HTTP API, "Deleting a message". */
function remove(world: World, phone: string, id: string): Result {
  const at = findMessage(world, phone.replace(/,$/, ""), id.replace(/,$/, ""));
  if (at < 0) return { code: 5 };
  world.store.columns.isDeleted[at] = 1;
  world.isDirty = true;
  return DONE;
}

function findMessage(world: World, phone: string, id: string): number {
  const at = world.store.find(id, phone.includes("@") || /^[#a-z]/i.test(phone) ? phone.toLowerCase() : correctNumber(phone));
  return at >= 0 && isReachable(world, at) ? at : -1;
}

type Described = { row: Row; identity: { id: string | number; phone: string } };

/** A number comes back as it was asked for. */
function describe(world: World, phone: string, id: string, all: number): Described {
  const identity = { id: /^\d+$/.test(id) ? Number(id) : id, phone };
  const at = findMessage(world, phone, id);
  if (at < 0) return { row: { status: -3 }, identity };
  const query = world.store.requestOf(at).type === HLR ? hlrFacts(world, at) : {};
  const short = describeShort(world, at, world.settings.isSparse);
  return { row: { ...short, ...query, ...(all === 0 ? {} : describeFull(world, at, { phone, withRegion: all === 2 })) }, identity };
}

const SHORT_VALUES = ["status", "last_timestamp", "err"];
const QUERY_VALUES = ["imsi", "msc", "mcc", "mnc", "cn", "net", "rcn", "rnet"];
const FULL_VALUES = ["send_timestamp", "phone", "country", "operator", "region", "cost", "sender_id", "status_name", "message"];
const FULL_LINE = ["send_date", "phone", "country", "operator", "region", "cost", "sender_id", "status_name", "message", "comment", "type"];

/** By the places that the official library reads: an HLR row has eight more, and HLR in the sender's place. */
function valuesOf(row: Row, identity: { id: Tree; phone: string } | null): string {
  const present = [...QUERY_VALUES, ...FULL_VALUES].filter((name) => name in row);
  const isQuery = "imsi" in row;
  const values = present.map((name) => (isQuery && name === "sender_id" ? "HLR" : row[name]));
  const short = SHORT_VALUES.map((name) => row[name] ?? 0);
  const isFull = "send_timestamp" in row;
  return [...short, ...values, ...(identity && !isFull ? [identity.id, identity.phone] : [])].join(",");
}

function lineOf(row: Row): string {
  const full = FULL_LINE.filter((name) => name in row || (name === "comment" && "message" in row)).map(
    (name) => `, ${name} = ${String(row[name] ?? "")}`,
  );
  const query = QUERY_VALUES.filter((name) => name in row).map((name) => `, ${name} = ${String(row[name])}`);
  return `Status = ${String(row.status)}, check_time = ${String(row.last_date ?? "")}, err = ${String(row.err ?? 0)}${query.join("")}${full.join("")}`;
}

/** One trailing comma marks the list form and is no item. */
function items(list: string): string[] {
  return list.replace(/,$/, "").split(",");
}
