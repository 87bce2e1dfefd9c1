import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decodeCallback, verifyCallback } from "./callback";

const fields = { id: "501", phone: "79161234567", status: "1", ts: "1629048442", err: "0", cnt: "1", cost: "3.80" };
const sign = (algorithm: string, text: string) => createHash(algorithm).update(text).digest("hex");

describe("verifyCallback", () => {
  it.each(["md5", "sha1"])("accepts a %s over id, phone, status and secret", (algorithm) => {
    const checksum = sign(algorithm, "501:79161234567:1:topsecret");
    expect(verifyCallback({ ...fields, [algorithm]: checksum }, "topsecret")).toBe(true);
    expect(verifyCallback({ ...fields, [algorithm]: checksum.toUpperCase() }, "topsecret")).toBe(true);
  });

  it("refuses a changed status, another secret, no checksum, no secret, and crc32 alone", () => {
    const md5 = sign("md5", "501:79161234567:1:topsecret");
    expect(verifyCallback({ ...fields, status: "20", md5 }, "topsecret")).toBe(false);
    expect(verifyCallback({ ...fields, md5 }, "other")).toBe(false);
    expect(verifyCallback(fields, "topsecret")).toBe(false);
    expect(verifyCallback({ ...fields, md5: sign("md5", "501:79161234567:1:") }, "")).toBe(false);
    expect(verifyCallback({ ...fields, crc32: "123" }, "topsecret")).toBe(false);
    expect(verifyCallback({ ...fields, md5: "zz" }, "topsecret")).toBe(false);
  });

  it("refuses a request without id, phone or status", () => {
    expect(verifyCallback({ md5: sign("md5", ":::topsecret") }, "topsecret")).toBe(false);
  });
});

describe("decodeCallback", () => {
  it("reads a status event", () => {
    expect(decodeCallback(fields)).toEqual({
      gatewayId: 501,
      msisdn: "79161234567",
      status: 1,
      err: 0,
      at: new Date(1629048442_000),
      cost: "3.80",
      segments: 1,
    });
  });

  it("needs only id, phone and status", () => {
    expect(decodeCallback({ id: "501", phone: "+79161234567", status: "-2" })).toMatchObject({
      status: -2,
      at: null,
      err: null,
    });
  });

  it.each([
    ["an incoming message", { phone: "79161234567", mes: "STOP", to: "79990000000" }],
    ["a call", { phone: "79161234567", ts: "1", waitcall: "1" }],
    ["an id that is no 32-bit number", { id: "4294967296", phone: "79161234567", status: "1" }],
    ["an id of letters", { id: "abc", phone: "79161234567", status: "1" }],
    ["a status that is no number", { id: "501", phone: "79161234567", status: "x" }],
    ["no number", { id: "501", phone: "", status: "1" }],
  ])("gives nothing for %s", (_, event) => {
    expect(decodeCallback(event)).toBeNull();
  });
});
