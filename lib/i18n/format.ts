import { groupBySpace } from "@/lib/i18n/grouping";

groupBySpace();

/** The gateway still calls the rouble by its old code. */
const SYMBOL: Record<string, string> = { RUR: "₽", RUB: "₽", EUR: "€", USD: "$", UAH: "₴", KZT: "₸", GBP: "£" };

export type Instant = Date | number | string;

/** `locale` is a BCP 47 tag as in `INTL_LOCALE`, `timeZone` one that `Intl` knows. */
type Reader = { locale: string; timeZone: string };

export type Format = ReturnType<typeof createFormat>;

/** Making them takes a third of a millisecond, and each part of a page asks; there are as many as languages and zones. */
const made = new Map<string, Format>();

/** The formats of one reader. */
export function formatOf(reader: Reader): Format {
  const key = `${reader.locale} ${reader.timeZone}`;
  const format = made.get(key) ?? createFormat(reader);
  made.set(key, format);
  return format;
}

function createFormat({ locale, timeZone }: Reader) {
  // Made when they are first needed: a page needs one or two, and what the server has written needs none.
  const date = (options: Intl.DateTimeFormatOptions) => {
    let format: Intl.DateTimeFormat | undefined;
    return (at: Instant) => (format ??= new Intl.DateTimeFormat(locale, { timeZone, ...options })).format(new Date(at));
  };
  const numbers = new Map<string, Intl.NumberFormat>();
  const number = (value: number, options?: Intl.NumberFormatOptions) => {
    const key = JSON.stringify(options) ?? "";
    const format = numbers.get(key) ?? new Intl.NumberFormat(locale, options);
    numbers.set(key, format);
    return format.format(value);
  };
  let since: Intl.RelativeTimeFormat | undefined;
  return {
    number,
    /** `0.934` → `93.4 %`. */
    percent: (share: number, digits = 1) => `${number(share * 100, { maximumFractionDigits: digits })}${locale.startsWith("ru") ? "\u00a0" : ""}%`,
    /** `41 870.50 ₽`. Four decimals where a price of one message is shown: pass `digits: 4`. */
    money: (amount: number | string, currency: string, digits = 2) =>
      `${number(Number(amount), { minimumFractionDigits: 2, maximumFractionDigits: digits })}\u00a0${SYMBOL[currency] ?? currency}`,
    /** `12.3 MB`: the size of a file, in units of 1024. */
    bytes: (count: number) => {
      const [unit, size] = SIZES.find(([, least]) => count >= least) ?? SIZES[2];
      return `${number(Math.max(1, count / size), { maximumFractionDigits: 1 })}\u00a0${unit[locale.startsWith("ru") ? "ru" : "en"]}`;
    },
    /** `24 Nov 2026, 06:56 GMT+3`: dates stand with their zone. */
    dateTime: date({
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      timeZoneName: "short",
    }),
    /** `24 Nov 2026, 06:56:12 GMT+3`: steps that follow each other within seconds. */
    precise: date({
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      timeZoneName: "short",
    }),
    /** `24 Nov, 06:56:12`: rows of a table whose head names the zone. */
    moment: date({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    date: date({ day: "numeric", month: "short", year: "numeric" }),
    time: date({ hour: "2-digit", minute: "2-digit" }),
    /** `06:56:12 GMT+3`, as in "as reported at". */
    clock: date({ hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" }),
    /** `3 minutes ago`, the unit chosen by size. */
    relative: (at: Instant, now: Instant) =>
      relative((since ??= new Intl.RelativeTimeFormat(locale, { numeric: "auto" })), new Date(at).getTime() - new Date(now).getTime()),
    timeZone,
    locale,
  };
}

const SIZES = [
  [{ en: "GB", ru: "ГБ" }, 1024 ** 3],
  [{ en: "MB", ru: "МБ" }, 1024 ** 2],
  [{ en: "kB", ru: "кБ" }, 1024],
] as const;

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
];

function relative(since: Intl.RelativeTimeFormat, distanceMs: number) {
  const [unit, size] = UNITS.find(([, ms]) => Math.abs(distanceMs) >= ms) ?? (["second", 1000] as const);
  return since.format(Math.round(distanceMs / size), unit);
}
