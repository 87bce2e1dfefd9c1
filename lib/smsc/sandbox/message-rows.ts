import { crc32 } from "node:zlib";
import { STATUS_CATALOGUE } from "../status-catalogue";
import { MAIL } from "./kinds";
import { money, REGIONS, regionOf } from "./numbers";
import { bodyOf, commentOf } from "./texts";
import { moscowDate } from "./times";
import type { World } from "./world";

export type Row = Record<string, string | number>;

/** Global numbers of messages count from here; they rise with the order of acceptance and are never used twice. */
const FIRST_INT_ID = 88_000_001;

export const intIdOf = (at: number) => FIRST_INT_ID + at;
export const atOfIntId = (intId: number) => intId - FIRST_INT_ID;

/** `status`, when it changed, `flag`, `err`. A message that waits has not changed yet. Sparse: no `flag`, no `err` of 0. */
export function describeShort(world: World, at: number, isSparse: boolean): Row {
  const { columns } = world.store;
  const [status, err, changedAt] = [columns.status[at] ?? 0, columns.err[at] ?? 0, columns.changedAt[at] ?? 0];
  const hasChanged = status !== -1;
  return {
    status,
    last_date: hasChanged ? moscowDate(changedAt) : "",
    last_timestamp: hasChanged ? Math.floor(changedAt / 1_000) : 0,
    ...(isSparse ? {} : { flag: world.store.requestOf(at).type ?? 0 }),
    ...(isSparse && err === 0 ? {} : { err }),
  };
}

/** What `all=1` adds, and with its region what `all=2` does. Source: SMSC HTTP API, "Full answer". */
export function describeFull(world: World, at: number, { phone, withRegion }: { phone: string; withRegion: boolean }): Row {
  const { store } = world;
  const leavesAt = store.leavesAt(at);
  const { country, carrier, region, mcc, mnc } = regionOf(store.addresseeOf(at));
  const comment = commentOf(store.textOf(at));
  return {
    send_date: moscowDate(leavesAt),
    send_timestamp: Math.floor(leavesAt / 1_000),
    phone,
    ...(withRegion ? { country, operator: carrier, operator_orig: carrier, region } : {}),
    cost: money(store.columns.cost[at] ?? 0),
    sender_id: store.senderOf(at),
    status_name: nameOf(store.columns.status[at] ?? 0),
    message: bodyOf(store.textOf(at)),
    ...(comment === "" ? {} : { comment }),
    mccmnc: mcc + mnc,
    type: store.requestOf(at).type ?? 0,
    sms_cnt: store.columns.segments[at] ?? 0,
  };
}

/** A row of the history. Source: SMSC HTTP API, "get_messages=1: history of sent messages". */
export function describeHistory(world: World, at: number): Row {
  const { store } = world;
  const { id, type } = store.requestOf(at);
  const { country, carrier, region } = regionOf(store.addresseeOf(at));
  return {
    ...describeShort(world, at, false),
    ...describeFull(world, at, { phone: store.addresseeOf(at), withRegion: false }),
    country,
    operator: carrier,
    region,
    id,
    int_id: String(intIdOf(at)),
    format: type === MAIL ? MAIL : 0,
    crc: crc32(bodyOf(store.textOf(at))),
  };
}

const ABROAD = 90;

/** What an HLR query learnt; the roaming fields are filled for the endings 90 … 94. Source: SMSC HTTP API, "Full answer". */
export function hlrFacts({ store }: World, at: number): Row {
  const digits = store.addresseeOf(at);
  const { country, carrier, mcc, mnc } = regionOf(digits);
  const isFound = store.columns.status[at] === 1;
  const ending = Number(digits) % 100;
  const isRoaming = isFound && ending >= ABROAD && ending < ABROAD + 5;
  const host = mcc === REGIONS.gb.mcc ? REGIONS.ru : REGIONS.gb;
  return {
    imsi: isFound ? mcc + mnc + digits.slice(-10) : "",
    msc: isFound ? `${digits.slice(0, -9)}900000${ending}` : "",
    mcc: isFound ? mcc : "",
    mnc: isFound ? mnc : "",
    cn: isFound ? country : "",
    net: isFound ? carrier : "",
    rcn: isRoaming ? host.country : "",
    rnet: isRoaming ? host.carrier : "",
  };
}

function nameOf(status: number): string {
  return STATUS_CATALOGUE[status as keyof typeof STATUS_CATALOGUE].documentedName;
}
