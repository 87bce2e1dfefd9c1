import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readSettings } from "@/lib/start/settings";

const folder = mkdtempSync(path.join(tmpdir(), "signalbox-settings-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const DATA_DIR = path.join(folder, "data");

describe("the environment of a start", () => {
  it("may be empty but for the folder", () => {
    expect(readSettings({ DATA_DIR, PORT: "", SMSC_LOGIN: "" })).toEqual({
      dataDir: DATA_DIR,
      host: "127.0.0.1",
      port: 3000,
      sandboxPort: 4010,
      pace: "human",
      seed: true,
      live: false,
    });
  });

  it.each([
    [{ PORT: "http" }, "PORT is http"],
    [{ SANDBOX_PORT: "70000" }, "SANDBOX_PORT is 70000"],
    [{ SMSC_LOGIN: "sample" }, "SMSC_PASSWORD is not"],
    [{ SMSC_PASSWORD: "sample" }, "SMSC_LOGIN is not"],
    [{ SMSC_URL: "smsc" }, "SMSC_URL"],
    [{ LOG_LEVEL: "loud" }, "LOG_LEVEL"],
  ])("is refused with %o", (source, words) => {
    expect(() => readSettings({ DATA_DIR, ...source })).toThrow(words);
  });

  it("is refused when the data folder is a file", () => {
    const file = path.join(folder, "file");
    writeFileSync(file, "");
    expect(() => readSettings({ DATA_DIR: file })).toThrow("Set DATA_DIR to a folder");
    expect(() => readSettings({ DATA_DIR: path.join(file, "below") })).toThrow("Set DATA_DIR to a folder");
  });
});
