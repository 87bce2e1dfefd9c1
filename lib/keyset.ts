/** Where a page begins: right after a row, or right before one. Neither = the first page. */
export type Cursor = { after?: string; before?: string };

/** `next` and `previous` are cursors, null where there is nothing more. */
export type Page<Row> = { rows: Row[]; next: string | null; previous: string | null };

/**
 * Make a page of rows that were read in the direction of the cursor, one more than `limit` of them, so that whether
 * there is a further page is known without counting.
 */
export function pageOf<Row>(read: readonly Row[], { after, before }: Cursor, limit: number, keyOf: (row: Row) => string): Page<Row> {
  const isMore = read.length > limit;
  const kept = read.slice(0, limit);
  const rows = before === undefined ? kept : kept.toReversed();
  const [first, last] = [rows[0], rows.at(-1)];
  const hasNext = before === undefined ? isMore : true;
  const hasPrevious = before === undefined ? after !== undefined : isMore;
  return { rows, next: hasNext && last ? keyOf(last) : null, previous: hasPrevious && first ? keyOf(first) : null };
}

export const INT_MAX = 2_147_483_647;

/** The id a cursor stands on; `start` when there is none, or when it is no id of ours. */
export function idOf({ after, before }: Cursor, start: number, most: number = INT_MAX): number {
  const id = Number(before ?? after ?? Number.NaN);
  return Number.isSafeInteger(id) && id > 0 && id <= most ? id : start;
}

type Parameter = string | string[] | undefined;

/** One word of an address as PostgreSQL takes it: it has no text with a zero character in it. */
const textOf = (parameter: Parameter) => (typeof parameter === "string" ? parameter.replaceAll("\0", "") : "");

/** The cursor of a page's address: `?after=…` or `?before=…`. */
export function cursorOf(address: { after?: Parameter; before?: Parameter }): Cursor {
  const [after, before] = [textOf(address.after), textOf(address.before)];
  if (before !== "") return { before };
  return after === "" ? {} : { after };
}

/** The id in an address such as `/mailings/12`; 0, which no row has, for anything else. */
export function idInAddress(text: string, most: number = INT_MAX): number {
  const id = Number(text);
  return Number.isSafeInteger(id) && id > 0 && id <= most ? id : 0;
}

/** In which order rows stand: by what, and whether from the greatest down. */
export type Sort<Key extends string> = { by: Key; isDescending: boolean };

/** The order in an address, such as `?sort=number` or `?sort=-number`; the page's own for anything else. */
export function sortInAddress<Key extends string>(parameter: Parameter, keys: readonly Key[], own: Sort<Key>): Sort<Key> {
  const text = textOf(parameter);
  const by = keys.find((key) => text === key || text === `-${key}`);
  return by === undefined ? own : { by, isDescending: text.startsWith("-") };
}

const sortText = ({ by, isDescending }: Sort<string>) => `${isDescending ? "-" : ""}${by}`;

export type SortLink = {
  href: string;
  /** How the rows stand by it now; null when they stand by something else. */ direction: "ascending" | "descending" | null;
};

/** What the head of a column does: put the rows in order by it, and turn the order that is. The path may have a query of its own. */
export function sortLink<Key extends string>(path: string, now: Sort<Key>, by: Key, isFirstDescending = false): SortLink {
  const isNow = now.by === by;
  const next: Sort<Key> = { by, isDescending: isNow ? !now.isDescending : isFirstDescending };
  return {
    href: `${path}${path.includes("?") ? "&" : "?"}sort=${sortText(next)}`,
    direction: !isNow ? null : now.isDescending ? "descending" : "ascending",
  };
}

/** The address of a neighbouring page, under the same search and order as they stand in this one; null where there is none. */
export function pageHref(
  path: string,
  query: Parameter,
  cursor: { after: string | null } | { before: string | null },
  sort?: Parameter,
): string | null {
  const [name, value] = "after" in cursor ? (["after", cursor.after] as const) : (["before", cursor.before] as const);
  return value === null ? null : `${path}?${addressOf({ q: query, sort, [name]: value })}`;
}

/** What of these is not empty, as it stands in an address. */
export function addressOf(parameters: Record<string, Parameter>): string {
  return new URLSearchParams(Object.entries(parameters).flatMap(([name, parameter]) => Object.entries(kept(name, parameter)))).toString();
}

const kept = (name: string, parameter: Parameter) => (textOf(parameter) ? { [name]: textOf(parameter) } : {});
