/** Narrow no-break space: thousands stand apart and never wrap, in both languages. */
const GROUP = "\u202f";

/** Stands on the constructor itself: bundles of one process load this module more than once. */
const DONE = Symbol.for("signalbox.spaced-numbers");

const Native = Intl.NumberFormat;

class SpacedNumberFormat extends Native {
  constructor(locales?: string | string[], options?: Intl.NumberFormatOptions) {
    super(locales, options);
    // `format` is a getter of the prototype that answers a bound function; an own property takes its place.
    Object.defineProperty(this, "format", { value: (value: number | bigint) => this.spaced(value) });
  }

  override formatToParts(value?: number | bigint | Intl.StringNumericLiteral): Intl.NumberFormatPart[] {
    return super.formatToParts(value as number).map((part) => (part.type === "group" ? { type: "group", value: GROUP } : part));
  }

  private spaced(value: number | bigint) {
    return this.formatToParts(value)
      .map((part) => part.value)
      .join("");
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
