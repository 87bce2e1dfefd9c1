import { listed, type Result } from "./answers";
import { correctNumber, isPossible, money, REGIONS, regionOf } from "./numbers";
import type { Parameters } from "./parameters";
import type { World } from "./world";

/** get.php?get_price: what a message costs by zone. Source: SMSC HTTP API, "get_price=1: rates". */
export function listRates(): Result {
  const zones = Object.values(REGIONS).map(({ zone, country, segmentPrice, hlrPrice, callPrice }) => ({
    zone,
    name: country || "Другие страны",
    api: money(segmentPrice),
    mass: money(segmentPrice),
    mms: money(segmentPrice * 3),
    hlr: money(hlrPrice),
    call: money(callPrice),
  }));
  return { ...listed(zones, "zone"), tree: { zones } };
}

/** info.php: the carrier of a number, or of each of a list. Source: SMSC HTTP API, "info.php, tinyurls.php and small scripts". */
export const info = {
  lacks: (parameters: Parameters) => !parameters.is("get_operator") || parameters.get("phone") === "",

  isTooOften: ({ limits }: World, parameters: Parameters) => limits.identical("info", parameters.identity) || limits.any("info"),

  handle(_: World, parameters: Parameters): Result {
    const phones = parameters
      .get("phone")
      .split(/[,;]/)
      .filter((phone) => /\d/.test(phone));
    const rows = phones.map((phone) => describe(correctNumber(phone))).filter((row) => row !== null);
    if (rows.length === 0) return { code: 3 };
    const isList = parameters.get("phone").includes(",");
    return isList ? listed(rows) : { ...listed(rows), tree: rows[0] ?? {}, xml: undefined };
  },
};

function describe(digits: string) {
  const { country, carrier, region, mcc, mnc, timeZone } = regionOf(digits);
  return isPossible(digits) && country !== "" ? { country, operator: carrier, region, mcc, mnc, tz: timeZone } : null;
}
