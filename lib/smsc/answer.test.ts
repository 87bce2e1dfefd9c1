import { describe, expect, it } from "vitest";
import { readAnswer } from "./answer";
import type { Command } from "./commands/command";
import { COMMANDS } from "./commands/table";

const read = (name: string, bytes: Uint8Array): unknown =>
  readAnswer(bytes, { command: COMMANDS[name] as unknown as Command<unknown, unknown>, parameters: {} });

/** `Привет` in windows-1251. */
const WINDOWS_1251 = Buffer.concat([
  Buffer.from('{"id": 1, "cnt": 1, "cost": "1", "note": "'),
  Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]),
  Buffer.from('"}'),
]);

/** Bytes that are no answer to anything. */
const STRANGE: [what: string, bytes: Uint8Array][] = [
  ["HTML", Buffer.from("<!doctype html><html><body>Maintenance</body></html>")],
  ["cut off", Buffer.from('{\n"id": 501,\n"cn')],
  ["cut off within a character", Buffer.from('{"id": 501, "cnt": 1, "x": "Ж').subarray(0, -1)],
  ["nothing", Buffer.alloc(0)],
  ["a blank line", Buffer.from("\r\n")],
  ["in windows-1251", WINDOWS_1251],
  ["compressed", Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0xff])],
];

describe("an answer that is something else", () => {
  it.each(STRANGE)("(%s) leaves it unknown whether a message or a mailing was taken", (_, bytes) => {
    for (const name of ["send", "lookups.hlr", "mailings.add"]) {
      expect(() => read(name, bytes)).toThrow(expect.objectContaining({ outcome: "unknown", isRead: false }));
    }
  });

  it.each(STRANGE)("(%s) to a question says that the question may be asked again", (_, bytes) => {
    for (const name of Object.keys(COMMANDS).filter((each) => COMMANDS[each]?.kind === "read")) {
      expect(() => read(name, bytes)).toThrow(expect.objectContaining({ outcome: "unknown", isRead: true }));
    }
  });
});

describe("an answer", () => {
  it("may begin with a byte order mark", () => {
    expect(read("quote", Buffer.from('\uFEFF{"cost": "1", "cnt": 1}'))).toEqual({ cost: "1", segments: 1 });
  });

  it("does not depend on line breaks or the order of its keys", () => {
    for (const body of ['{"cnt":1,"id":5}', '{\r\n\t"id" : 5 ,\r\n"cnt" : 1 }\r\n']) {
      expect(read("send", Buffer.from(body))).toMatchObject({ gatewayId: "5", segments: 1 });
    }
  });
});
