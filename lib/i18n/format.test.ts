import { describe, expect, it } from "vitest";
import { createTranslator } from "use-intl/core";
import { asTimeZone, localeOfHeader } from "@/lib/i18n/config";
import { formatOf } from "@/lib/i18n/format";

const en = formatOf({ locale: "en-GB", timeZone: "Europe/Moscow" });
const ru = formatOf({ locale: "ru-RU", timeZone: "Europe/Moscow" });
const at = new Date("2026-11-24T03:56:12Z");

describe("numbers", () => {
  it("are grouped by a narrow no-break space in both languages", () => {
    expect(en.number(1234567.5)).toBe("1\u202f234\u202f567.5");
    expect(ru.number(1234567.5)).toBe("1\u202f234\u202f567,5");
  });

  it("are grouped inside messages, too", () => {
    const t = createTranslator({
      locale: "en-GB",
      messages: { left: "{n, plural, one {# message} other {# messages}}" },
    });
    expect(t("left", { n: 18230 })).toBe("18\u202f230 messages");
  });

  it("are written as the browser writes them, but for the space", () => {
    const values = [0, -0, 1, -1, 999, 1000, -1000, 12_345, 1_234_567, 0.1, 0.5, 1.005, 2.345, -2.345, 0.0005, -0.0004, 0.99995, 999.9995, 1e-7];
    const more = [12_345.6789, 1e12, 1e15 + 0.5, 2 ** 53, 1e21, Number.NaN, Infinity, -Infinity, 41_870.5, 1.10000001, 100 / 3];
    const random = Array.from({ length: 2000 }, (_, n) => ((n * 7919) % 2003) * 10 ** ((n % 13) - 6) * (n % 2 === 0 ? 1.01 : -1));
    for (const [locale, format] of [
      ["en-GB", en],
      ["ru-RU", ru],
    ] as const) {
      for (const options of [
        undefined,
        { maximumFractionDigits: 0 },
        { minimumFractionDigits: 2, maximumFractionDigits: 4 },
        { minimumFractionDigits: 4 },
      ]) {
        // A number's own method asks the browser's format, which stands as it was.
        const native = (value: number) => value.toLocaleString(locale, options).replaceAll(locale === "en-GB" ? "," : /\u00a0(?=\d)/g, "\u202f");
        for (const value of [...values, ...more, ...random]) expect([value, format.number(value, options)]).toEqual([value, native(value)]);
      }
    }
  });

  it("become money with the sign of the currency, the gateway's RUR among them", () => {
    expect(en.money("41870.5", "RUR")).toBe("41\u202f870.50\u00a0₽");
    expect(ru.money(2.1, "RUR", 4)).toBe("2,10\u00a0₽");
    expect(ru.money(2.1234, "XTS", 4)).toBe("2,1234\u00a0XTS");
  });

  it("become sizes of files", () => {
    expect([en.bytes(0), en.bytes(12_640), en.bytes(100 * 1024 ** 2), en.bytes(3.26 * 1024 ** 3)]).toEqual([
      "1\u00a0kB",
      "12.3\u00a0kB",
      "100\u00a0MB",
      "3.3\u00a0GB",
    ]);
    expect(ru.bytes(1_500_000)).toBe("1,4\u00a0МБ");
  });

  it("become shares", () => {
    expect(en.percent(0.934)).toBe("93.4%");
    expect(ru.percent(0.934)).toBe("93,4\u00a0%");
  });
});

describe("instants", () => {
  it("stand with their zone", () => {
    expect(en.dateTime(at)).toBe("24 Nov 2026, 06:56 GMT+3");
    expect(en.clock(at)).toBe("06:56:12 GMT+3");
    expect(ru.dateTime(at)).toContain("06:56");
  });

  it("are told by their distance in the largest unit that fits", () => {
    expect(en.relative(at.getTime() - 3 * 60_000, at)).toBe("3 minutes ago");
    expect(ru.relative(at.getTime() - 2 * 3_600_000, at)).toBe("2 часа назад");
  });
});

describe("the reader", () => {
  it("is read to in the first language that we speak", () => {
    expect(localeOfHeader("de-DE,ru;q=0.8,en;q=0.9")).toBe("en");
    expect(localeOfHeader("ru-RU,en;q=0.5")).toBe("ru");
    expect(localeOfHeader("de, fr")).toBeNull();
    expect(localeOfHeader("en;q=0, ru;q=0.1")).toBe("ru");
  });

  it("cannot break the page with a time zone that does not exist", () => {
    expect(asTimeZone("Europe/Moscow")).toBe("Europe/Moscow");
    expect(asTimeZone("Mars/Olympus")).toBe("UTC");
    expect(asTimeZone(undefined)).toBe("UTC");
  });
});
