import { describe, expect, it } from "vitest";
import { normaliseStopWord, readStopWords } from "@/lib/replies/stop-words";

describe("a stop word", () => {
  it.each([
    ["Stop!", "STOP"],
    ["  стоп. ", "СТОП"],
    ["«Отписаться»", "ОТПИСАТЬСЯ"],
    ["stop\u00a0  sms…", "STOP SMS"],
    ["ОТПИСЁМСЯ", "ОТПИСЕМСЯ"],
    ["ＳＴＯＰ", "STOP"],
    ["!!!", ""],
  ])("written as %j is %j", (written, expected) => {
    expect(normaliseStopWord(written)).toBe(expected);
  });

  it("is not what merely holds one", () => {
    expect(normaliseStopWord("nonstop")).not.toBe("STOP");
    expect(normaliseStopWord("Stop by tomorrow")).not.toBe("STOP");
  });
});

describe("stop words as entered", () => {
  it("are one a line or parted by commas, each once", () => {
    expect(readStopWords("Stop\nstop!\n\n, Quit; opt-out")).toEqual(["STOP", "QUIT", "OPT OUT"]);
  });
});
