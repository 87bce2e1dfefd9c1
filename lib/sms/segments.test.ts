import { SegmentedMessage } from "sms-segments-calculator";
import { describe, expect, it } from "vitest";
import { countSegments, splitIntoSegments } from "@/lib/sms/segments";

describe("the segments of a text", () => {
  it.each([
    ["", "gsm7", 0, 0],
    ["a".repeat(160), "gsm7", 160, 1],
    ["a".repeat(161), "gsm7", 161, 2],
    ["a".repeat(306), "gsm7", 306, 2],
    ["a".repeat(307), "gsm7", 307, 3],
    ["a".repeat(720), "gsm7", 720, 5],
    ["a".repeat(1000), "gsm7", 1000, 7],
    ["я".repeat(70), "ucs2", 70, 1],
    ["я".repeat(71), "ucs2", 71, 2],
    ["я".repeat(1000), "ucs2", 1000, 15],
    ["€", "gsm7", 2, 1],
    ["€".repeat(80), "gsm7", 160, 1],
    ["😀", "ucs2", 2, 1],
    ["😀".repeat(35), "ucs2", 70, 1],
  ])("of %j", (text, alphabet, units, segments) => {
    expect(countSegments(text)).toMatchObject({ alphabet, units, segments });
  });

  it("never split a two-unit character", () => {
    // 152 + € would straddle the border at 153: the second segment begins with it.
    expect(countSegments(`${"a".repeat(152)}€${"a".repeat(151)}`).segments).toBe(2);
    expect(countSegments(`${"a".repeat(152)}€${"a".repeat(152)}`).segments).toBe(3);
    expect(countSegments(`${"я".repeat(66)}😀${"я".repeat(66)}`).segments).toBe(3);
  });

  it("name the characters that force UCS-2, each once", () => {
    expect(countSegments("Скидка — 5 €").forcing).toEqual(["С", "к", "и", "д", "а", "—"]);
    expect(countSegments("5 ₽ and “quotes”").forcing).toEqual(["₽", "“", "”"]);
  });

  it("agree with an independent counter over a corpus", () => {
    const alphabets = ["abc XYZ 019 @£$ !?", "{}[]~^|\\€ mixed", "Привет, мир! ", "смесь and latin ", "emoji 😀 text "];
    for (const alphabet of alphabets) {
      for (const length of [1, 20, 69, 70, 71, 134, 135, 153, 159, 160, 161, 305, 306, 307, 459, 460]) {
        // By characters, so that no emoji is cut in two.
        const text = [...alphabet.repeat(length)].slice(0, length).join("");
        expect([text, countSegments(text).segments]).toEqual([text, new SegmentedMessage(text, "auto", false).segmentsCount]);
      }
    }
  });

  it("are cut where they end, and joined again are the text", () => {
    expect(splitIntoSegments("")).toEqual([]);
    expect(splitIntoSegments("a".repeat(160))).toEqual(["a".repeat(160)]);
    expect(splitIntoSegments(`${"a".repeat(152)}€${"b".repeat(10)}`.padEnd(170, "b")).map((part) => part.length)).toEqual([152, 18]);
    expect(splitIntoSegments(`${"я".repeat(66)}😀${"я".repeat(20)}`).map((part) => [...part].length)).toEqual([66, 21]);
    for (const text of ["Привет, мир! 😀 ".repeat(30), "{}[]~^|\\€ mixed".repeat(40), "x"]) {
      expect(splitIntoSegments(text).join("")).toBe(text);
      expect(splitIntoSegments(text)).toHaveLength(countSegments(text).segments);
    }
  });
});
