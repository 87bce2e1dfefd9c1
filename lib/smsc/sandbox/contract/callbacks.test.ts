import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { number, freshSandbox } from "./harness";

const { ask, control, read, wait, withoutLimits } = freshSandbox();

type Heard = { type: string; body: Buffer; query: URLSearchParams };

let server: Server;
let heard: Heard[] = [];
let refusals = 0;
let wake: () => void = () => undefined;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const isRefused = refusals > 0;
      if (isRefused) refusals -= 1;
      else {
        const query = new URL(request.url ?? "", "http://x").searchParams;
        heard.push({ type: request.headers["content-type"] ?? "", body: Buffer.concat(chunks), query });
      }
      response.writeHead(isRefused ? 503 : 200).end("OK");
      wake();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  heard = [];
  refusals = 0;
});

/** Wait until the handler was told so often. */
async function told(times: number): Promise<Heard[]> {
  while (heard.length < times) await new Promise<void>((resolve) => (wake = resolve));
  return heard;
}

async function listen(options: string) {
  const { port } = server.address() as AddressInfo;
  await control("callbacks", { url: `http://127.0.0.1:${port}/hook?${options}`, secret: "topsecret", enabled: true });
}

const sign = (algorithm: string, text: string) => createHash(algorithm).update(text).digest("hex");
const fieldsOf = ({ body }: Heard) => Object.fromEntries(new URLSearchParams(body.toString()));

async function sendOne(fields: Record<string, string | number> = {}) {
  await withoutLimits();
  await ask("send", { phones: "79161234567", mes: "Hi", sender: "ACME", id: 501, ...fields });
  await control("carrier", { gatewayId: String(fields.id ?? 501), status: 1 });
}

describe("a status", () => {
  it("is told as form fields with every field, and the address keeps its own query", async () => {
    await listen("charset=utf-8&md5");
    await sendOne();
    const [event] = await told(1);
    expect(event?.type).toBe("application/x-www-form-urlencoded");
    expect([...(event?.query.keys() ?? [])]).toEqual(["charset", "md5"]);
    expect(event && fieldsOf(event)).toEqual({
      id: "501",
      phone: "79161234567",
      status: "1",
      time: expect.stringMatching(/^\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d$/) as string,
      ts: expect.stringMatching(/^\d{10}$/) as string,
      err: "0",
      type: "0",
      flag: "0",
      cnt: "1",
      cost: "3.80",
      sender: "ACME",
      mccmnc: "25099",
      md5: sign("md5", "501:79161234567:1:topsecret"),
    });
  });

  it("is told as JSON under fmt=3, numbers as numbers", async () => {
    await listen("charset=utf-8&fmt=3&sha1");
    await sendOne();
    const [event] = await told(1);
    expect(event?.type).toBe("application/json; charset=utf-8");
    expect(JSON.parse(String(event?.body))).toMatchObject({
      id: 501,
      phone: "79161234567",
      status: 1,
      err: 0,
      sha1: sign("sha1", "501:79161234567:1:topsecret"),
    });
  });

  it("is told as XML under fmt=2", async () => {
    await listen("fmt=2&md5&sha1&crc32");
    await sendOne();
    const [event] = await told(1);
    expect(event?.type).toBe("text/xml; charset=windows-1251");
    expect(String(event?.body)).toContain("<id>501</id>\n<phone>79161234567</phone>\n<status>1</status>\n");
    for (const checksum of ["md5", "sha1", "crc32"]) expect(String(event?.body)).toContain(`<${checksum}>`);
  });

  it("of an HLR query tells what it learnt", async () => {
    await listen("charset=utf-8&md5");
    await withoutLimits();
    await ask("send", { phones: "79161234567", hlr: 1, id: 501 });
    await wait(4);
    const [event] = await told(1);
    expect(event && fieldsOf(event)).toMatchObject({ type: "4", status: "1", imsi: "250999161234567", net: "Пример Мобайл" });
  });

  it("is told for each step, in order", async () => {
    await listen("md5");
    await withoutLimits();
    await ask("send", { phones: number(2), mes: "Hi", id: 501 });
    await wait(3);
    await told(1);
    await wait(30);
    await told(2);
    await wait(30);
    expect((await told(3)).map((event) => fieldsOf(event).status)).toEqual(["0", "1", "2"]);
  });
});

describe("an incoming message", () => {
  it.each([
    ["utf-8", "utf-8"],
    ["windows-1251", "windows-1251"],
    ["koi8-r", "koi8-r"],
    ["", "windows-1251"],
  ])("is told with charset=%s in %s, signed over its bytes", async (charset, encoding) => {
    await listen(charset ? `charset=${charset}&md5` : "md5");
    await control("incoming", { phone: "79161234567", text: "Стоп" });
    const [event] = await told(1);
    const raw = /mes=([^&]*)/.exec(String(event?.body))?.[1] ?? "";
    const bytes = Buffer.from(
      raw.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      "latin1",
    );
    expect(new TextDecoder(encoding).decode(bytes)).toBe("Стоп");
    const signed = Buffer.concat([Buffer.from("79161234567:"), bytes, Buffer.from(":79037672215:topsecret")]);
    expect(event && fieldsOf(event)).toMatchObject({
      phone: "79161234567",
      to: "79037672215",
      md5: createHash("md5").update(signed).digest("hex"),
    });
  });
});

describe("a handler", () => {
  it("that refuses is told again, and given up on after the last try", async () => {
    await listen("md5");
    await control("callbacks", { retryAfterMs: [5, 5] });
    refusals = 2;
    await sendOne();
    await told(1);
    refusals = 3;
    await sendOne({ phones: "79161234568", id: 502 });
    while (refusals > 0) await new Promise<void>((resolve) => (wake = resolve));
    await sendOne({ phones: "79161234569", id: 503 });
    expect((await told(2)).map((event) => fieldsOf(event).id)).toEqual(["501", "503"]);
    expect(await read("ledger")).toMatchObject({ callbacks: { failed: 5, givenUp: 1 } });
  });

  it("may be told more than once", async () => {
    await listen("md5");
    await control("callbacks", { repeat: 3 });
    await sendOne();
    const bodies = (await told(3)).map(({ body }) => String(body));
    expect(new Set(bodies).size).toBe(1);
  });

  it("may be told in another order: held back, and the newest first", async () => {
    await listen("md5");
    await withoutLimits();
    await control("callbacks", { isHeld: true, isReversed: true });
    await ask("send", { phones: number(2), mes: "Hi", id: 501 });
    await wait(120);
    expect(heard).toEqual([]);
    await control("callbacks", { isHeld: false });
    const statuses = (await told(3)).map((event) => fieldsOf(event).status);
    expect(statuses).toEqual(["2", "1", "0"]);
  });
});
