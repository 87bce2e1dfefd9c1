/** Which of the failures a report counts; what is null is not asked for. */
export type FailureFilter = {
  /** `YYYY-MM-DD` in the reader's zone. */
  day: string | null;
  carrier: string | null;
  /** Empty = the account's default. */
  sender: string | null;
  cause: { status: number; err: number } | null;
};

type Address = Record<string, string | string[] | undefined>;
const textOf = (value: string | string[] | undefined, most: number) =>
  typeof value === "string" && value.length <= most ? value.replaceAll("\0", "") : null;

/** Read a filter from a link; whatever is none of it is left out. */
export function failureFilterOf({ day, carrier, sender, cause }: Address): FailureFilter {
  const [, status, err] = /^(\d{1,3})\.(\d{1,4})$/.exec(textOf(cause, 20) ?? "") ?? [];
  const isDay = typeof day === "string" && /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day));
  return {
    day: isDay ? day : null,
    carrier: textOf(carrier, 210),
    sender: textOf(sender, 15),
    cause: status && err ? { status: Number(status), err: Number(err) } : null,
  };
}

/** The same as a link's query. */
export function failureQuery({ day, carrier, sender, cause }: Partial<FailureFilter>): string {
  const entries = { day, carrier, sender, cause: cause ? `${cause.status}.${cause.err}` : null };
  return new URLSearchParams(
    Object.entries(entries).flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, value]])),
  ).toString();
}
