/** Narrow no-break space: thousands stand apart and never wrap, in both languages. */
const GROUP = "\u202f";

/** Stands on the constructor itself: bundles of one process load this module more than once. */
const DONE = Symbol.for("signalbox.spaced-numbers");

const Native = Intl.NumberFormat;

/** What is asked of nearly every number; anything else is left to the browser's own format. */
const PLAIN = new Set(["minimumFractionDigits", "maximumFractionDigits"]);

/**
 * Formats of a language. Decimal numbers are written here: the first format that a browser makes costs it 30 ms on a plain
 * computer, more on a phone, and every page has numbers. Whatever else is asked makes the browser's own, once.
 */
class SpacedNumberFormat {
  private made: Intl.NumberFormat | undefined;
  private readonly point: "." | "," | null;

  constructor(
    private readonly locales?: string | string[],
    private readonly options: Intl.NumberFormatOptions = {},
  ) {
    const language = typeof locales === "string" ? locales.slice(0, 2) : "";
    const isPlain = Object.keys(options).every((key) => PLAIN.has(key));
    this.point = isPlain && language === "en" ? "." : isPlain && language === "ru" ? "," : null;
  }

  readonly format = (value: number | bigint): string =>
    (typeof value === "number" ? this.written(value) : null) ??
    this.formatToParts(value)
      .map((part) => part.value)
      .join("");

  formatToParts(value?: number | bigint | Intl.StringNumericLiteral): Intl.NumberFormatPart[] {
    return this.native()
      .formatToParts(value as number)
      .map((part) => (part.type === "group" ? { type: "group", value: GROUP } : part));
  }

  resolvedOptions(): Intl.ResolvedNumberFormatOptions {
    return this.native().resolvedOptions();
  }

  private native(): Intl.NumberFormat {
    return (this.made ??= new Native(this.locales, this.options));
  }

  /** The number as the browser would write it, rounded as its decimal digits stand; null where it is left to the browser. */
  private written(value: number): string | null {
    const { minimumFractionDigits: least = 0, maximumFractionDigits: most = Math.max(least, 3) } = this.options;
    const shifted = Number(`${Math.abs(value)}e${most}`);
    if (this.point === null || !(shifted <= Number.MAX_SAFE_INTEGER)) return null;
    const digits = String(Math.round(shifted)).padStart(most + 1, "0");
    const at = digits.length - most;
    const fraction = digits.slice(at).replace(/0+$/, "").padEnd(least, "0");
    const whole = digits.slice(0, at).replaceAll(/\B(?=(\d{3})+$)/g, GROUP);
    return `${value < 0 || Object.is(value, -0) ? "-" : ""}${whole}${fraction && this.point}${fraction}`;
  }
}

/**
 * Group every number by a narrow space, those inside messages (`{count, plural, other {# messages}}`) too.
 * use-intl makes its formatters from the global `Intl.NumberFormat` and offers no other place to say so.
 */
export function groupBySpace(): void {
  if (DONE in Intl.NumberFormat) return;
  Intl.NumberFormat = new Proxy(Object.assign(Native, { [DONE]: true }), {
    construct: (_, [locales, options]: [string?, Intl.NumberFormatOptions?]) => new SpacedNumberFormat(locales, options),
  });
}
