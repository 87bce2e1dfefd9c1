import { STATUS_CATALOGUE } from "../status-catalogue";
import { answer, layoutJson, refuse, type Answer } from "./answers";
import { UNKNOWN_ENDING } from "./fates";
import { correctNumber, money, moscowDate, regionOf } from "./numbers";
import { formatOf, type Parameters } from "./parameters";
import type { World } from "./world";

export type StatusOutcome = { answer: Answer; messages: number; outcome: string };

/** status.php, single and mass. Source: SMSC HTTP API, "status.php". */
export function handleStatus(world: World, parameters: Parameters): StatusOutcome {
  const format = formatOf(parameters);
  const no = (code: number) => ({ answer: refuse(format, { code }), messages: 0, outcome: `error ${code}` });
  const [phone, id] = [parameters.get("phone"), parameters.get("id")];
  if (phone === "" || id === "") return no(1);

  const isMass = phone.includes(",") || id.includes(",");
  const phones = items(phone);
  const ids = items(id);
  if (phones.length !== ids.length) return no(1);
  if (isMass ? world.limits.massStatus() : world.limits.singleStatus(`${id} ${phone}`)) return no(9);

  const all = Number(parameters.get("all")) || 0;
  const rows = phones.map((asked, index) => describe(world, asked, ids[index] ?? "", all, isMass));
  const outcome = isMass ? "mass" : "single";
  if (format === 3 || format === 2) {
    return { answer: answer(3, layoutJson(isMass ? rows : rows[0])), messages: rows.length, outcome };
  }
  const lines = rows.map((row) => (format === 1 ? csvLine(row, isMass) : plainLine(row)));
  return { answer: answer(format, lines.join("\n")), messages: rows.length, outcome };
}

type Row = Record<string, string | number>;

function describe(world: World, phone: string, id: string, all: number, isMass: boolean): Row {
  const digits = correctNumber(phone);
  const at = Number(digits) % 100 === UNKNOWN_ENDING ? -1 : world.store.find(id, Number(digits));
  const identity: Row = isMass ? { id: /^\d+$/.test(id) ? Number(id) : id, phone } : {};
  if (at < 0) return { status: -3, ...identity };

  const { columns } = world.store;
  const status = columns.status[at] ?? 0;
  const changedAt = columns.changedAt[at] ?? 0;
  const hasChanged = status !== -1;
  const short: Row = {
    status,
    last_date: hasChanged ? moscowDate(changedAt) : "",
    last_timestamp: hasChanged ? Math.floor(changedAt / 1_000) : 0,
    flag: 0,
    err: columns.err[at] ?? 0,
  };
  return all === 0 ? { ...short, ...identity } : { ...short, ...full(world, at, phone, digits, all), ...identity };
}

function full(world: World, at: number, phone: string, digits: string, all: number): Row {
  const { columns } = world.store;
  const request = world.store.requestOf(at);
  const status = columns.status[at] as keyof typeof STATUS_CATALOGUE;
  const { country, carrier, region, mccmnc } = regionOf(digits);
  return {
    send_date: moscowDate(request.acceptedAt),
    send_timestamp: Math.floor(request.acceptedAt / 1_000),
    phone,
    ...(all === 2 ? { country, operator: carrier, operator_orig: carrier, region } : {}),
    cost: money(columns.cost[at] ?? 0),
    sender_id: request.sender,
    status_name: STATUS_CATALOGUE[status].documentedName,
    message: world.store.textOf(at),
    mccmnc,
    type: 0,
    sms_cnt: columns.segments[at] ?? 0,
  };
}

function plainLine(row: Row): string {
  return `Status = ${row.status}, check_time = ${row.last_date ?? ""}, err = ${row.err ?? 0}`;
}

function csvLine(row: Row, isMass: boolean): string {
  const values = [row.status, row.last_timestamp ?? 0, row.err ?? 0];
  return (isMass ? [...values, row.id, row.phone] : values).join(",");
}

/** One trailing comma marks the list form and is no item. */
function items(list: string): string[] {
  return list.replace(/,$/, "").split(",");
}
