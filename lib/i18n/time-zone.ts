/** Months of a year at whose beginning a zone's winter and summer time show. */
const MONTHS = [0, 6];

/**
 * How many minutes UTC is ahead of a zone in the winter and in the summer of a year, as `Date` counts them: -180 twice for Moscow.
 * Zones that agree in both show the same times; which zone a browser is in costs it the making of a format, this costs nothing.
 */
export function offsetsOf(timeZone: string, year: number): number[] {
  const wall = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  return MONTHS.map((month) => {
    const name = wall.formatToParts(Date.UTC(year, month, 1)).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    const ahead = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
    return ahead === 0 ? 0 : sign === "+" ? -ahead : ahead;
  });
}

/** The same of the zone that this process or browser is in. */
export function ownOffsets(year: number): number[] {
  return MONTHS.map((month) => new Date(Date.UTC(year, month, 1)).getTimezoneOffset());
}
