import { createServer, type AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createClient, type ClientOptions, type GatewayClient, type GatewayExchange } from "../client";
import { GatewayError } from "../errors";
import { reserveUrlsOf } from "../hosts";
import { cut, cutInTheMiddle, html, openLiteralGateway, silence, type LiteralAnswer, type LiteralGateway } from "./literal-gateway";

let main: LiteralGateway;
let reserve: LiteralGateway;
let client: GatewayClient;
const exchanges: GatewayExchange[] = [];

beforeAll(async () => {
  main = await openLiteralGateway();
  reserve = await openLiteralGateway();
});
afterAll(async () => {
  await main.close();
  await reserve.close();
});
beforeEach(() => {
  exchanges.length = 0;
  main.answer("");
  reserve.answer("");
  client = open({});
});
afterEach(() => client.close());

function open(options: Partial<ClientOptions>): GatewayClient {
  return createClient({ baseUrl: main.baseUrl, login: "acme", password: "s3cret", onExchange: (exchange) => exchanges.push(exchange), ...options });
}

async function failure(call: Promise<unknown>): Promise<GatewayError> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(GatewayError);
  return error as GatewayError;
}

const message = { gatewayId: 501, sender: null, msisdns: ["79161234567"], text: "Secret words" };
const mailing = { name: "April", sender: null, msisdns: ["79161234567"], text: "Secret words" };

/** What money may hang on, and must never be asked twice. */
const SPENDING: [name: string, call: (client: GatewayClient) => Promise<unknown>][] = [
  ["send", ({ send }) => send(message)],
  ["lookups.hlr", ({ lookups }) => lookups.hlr({ gatewayId: 501, msisdns: ["79161234567"] })],
  ["lookups.ping", ({ lookups }) => lookups.ping({ gatewayId: 501, msisdns: ["79161234567"] })],
  ["mailings.add", ({ mailings }) => mailings.add(mailing)],
];

/** What may be asked again, of a reserve host, too. */
const READING: [name: string, call: (client: GatewayClient) => Promise<unknown>, good: string][] = [
  ["balance", ({ balance }) => balance(), '{"balance": "1.00"}'],
  ["status", ({ status }) => status({ gatewayId: 501, msisdn: "79161234567" }), '{"status": 1}'],
  ["statuses", ({ statuses }) => statuses([{ gatewayId: 501, msisdn: "1234" }]), '[{"status": 1, "id": 501, "phone": "1234"}]'],
  ["quote", ({ quote }) => quote({ sender: null, msisdns: ["79161234567"], text: "Hi" }), '{"cost": "1", "cnt": 1}'],
  ["history.messages", ({ history }) => history.messages({ count: 1 }), "[]"],
  ["contacts.list", ({ contacts }) => contacts.list({}), "[]"],
  ["mailings.list", ({ mailings }) => mailings.list({}), "[]"],
  ["numbers.carrierOf", ({ numbers }) => numbers.carrierOf({ msisdn: "79161234567" }), '{"operator": "X"}'],
];

/** What changes something without money. */
const CHANGING: [name: string, call: (client: GatewayClient) => Promise<unknown>][] = [
  ["messages.remove", ({ messages }) => messages.remove({ gatewayId: 501, msisdn: "79161234567" })],
  ["mailings.cancel", ({ mailings }) => mailings.cancel({ mailingId: "1" })],
  ["contacts.add", ({ contacts }) => contacts.add({ msisdns: ["79161234567"] })],
  ["blackList.add", ({ blackList }) => blackList.add({ msisdns: ["79161234567"] })],
  ["templates.change", ({ templates }) => templates.change({ templateId: "1", text: "Hi" })],
];

const HOSTILE: [what: string, answer: LiteralAnswer][] = [
  ["HTML with HTTP 200", "<html><body>Maintenance</body></html>"],
  ["truncated JSON", '{\n"id": 501,\n"cn'],
  ["windows-1251", Buffer.concat([Buffer.from('{"id": 501, "cnt": 1, "x": "'), Buffer.from([0xcf, 0xf0, 0xe8]), Buffer.from('"}')])],
  ["HTTP 502", html(502)],
  ["HTTP 301", html(301)],
  ["an empty body", ""],
  ["a cut connection", cut],
  ["a connection cut in the middle of the answer", cutInTheMiddle],
];

/** A base where nobody listens. */
async function deadUrl(): Promise<string> {
  const nobody = createServer();
  await new Promise<void>((resolve) => nobody.listen(0, "127.0.0.1", resolve));
  const { port } = nobody.address() as AddressInfo;
  await new Promise((resolve) => nobody.close(resolve));
  return `http://127.0.0.1:${port}/sys/`;
}

describe.each(HOSTILE)("%s", (_, answer) => {
  it.each([...SPENDING, ...CHANGING])("to %s leaves it unknown what was done", async (name, call) => {
    main.answer(answer);
    expect(await failure(call(client)), name).toMatchObject({ outcome: "unknown", gatewayCode: null, isRead: false });
    expect(main.received).toHaveLength(1);
    expect(exchanges).toMatchObject([{ outcome: "unknown", gatewayCode: null }]);
  });

  it.each(READING)("to %s is told as a question without an answer", async (name, call) => {
    main.answer(answer);
    expect(await failure(call(client)), name).toMatchObject({ outcome: "unknown", gatewayCode: null, isRead: true });
  });
});

describe("a gateway that cannot be reached", () => {
  it.each([...SPENDING, ...CHANGING])("was not sent %s", async (_, call) => {
    const lonely = open({ baseUrl: await deadUrl() });
    expect(await failure(call(lonely))).toMatchObject({ outcome: "not_sent", isRead: false });
    expect(exchanges).toMatchObject([{ outcome: "not_sent" }]);
    await lonely.close();
  });

  it("was not asked either", async () => {
    const lonely = open({ baseUrl: await deadUrl() });
    expect(await failure(lonely.balance())).toMatchObject({ outcome: "not_sent", isRead: true });
    await lonely.close();
  });
});

describe("a reserve host", () => {
  const withReserve = (options: Partial<ClientOptions> = {}) => open({ reserveUrls: [reserve.baseUrl], ...options });
  const silent = HOSTILE.filter(([what]) => !/HTML|JSON|1251/.test(what));

  it.each(READING)("is asked for %s when the main one cannot be reached", async (_, call, good) => {
    const other = withReserve({ baseUrl: await deadUrl() });
    reserve.answer(good);
    await call(other);
    expect(reserve.received).toHaveLength(1);
    expect(exchanges.map(({ outcome, facts }) => [outcome, facts.reserve])).toEqual([
      ["not_sent", undefined],
      ["ok", 1],
    ]);
    await other.close();
  });

  it.each(silent)("is asked when the main one gave no answer: %s", async (_, answer) => {
    const other = withReserve();
    main.answer(answer);
    reserve.answer('{"balance": "1.00"}');
    expect(await other.balance()).toMatchObject({ balance: "1.00" });
    expect([main.received.length, reserve.received.length]).toEqual([1, 1]);
    await other.close();
  });

  it("is asked when the main one says nothing in its share of the time", async () => {
    const other = withReserve({ timeoutMs: 3_000 });
    main.answer(silence);
    reserve.answer('{"balance": "1.00"}');
    expect(await other.balance()).toMatchObject({ balance: "1.00" });
    await other.close();
  });

  it("is not asked once the main one has spoken, be it a refusal or nonsense", async () => {
    const other = withReserve();
    for (const answer of ['{"error": "authorise error", "error_code": 2}', "ERROR = 9 (duplicate request, wait a minute)", "<html></html>"]) {
      main.answer(answer);
      reserve.answer('{"balance": "1.00"}');
      await failure(other.balance());
      expect([main.received.length, reserve.received.length]).toEqual([1, 0]);
    }
    await other.close();
  });

  it.each([...SPENDING, ...CHANGING])("is never asked for %s", async (_, call) => {
    for (const [, answer] of HOSTILE) {
      const other = withReserve();
      main.answer(answer);
      reserve.answer('{"id": 1, "cnt": 1, "result": "OK"}');
      await failure(call(other));
      expect(reserve.received).toEqual([]);
      await other.close();
    }
    const lonely = withReserve({ baseUrl: await deadUrl() });
    expect(await failure(call(lonely))).toMatchObject({ outcome: "not_sent" });
    expect(reserve.received).toEqual([]);
    await lonely.close();
  });

  it("that fails as well leaves the last failure", async () => {
    const other = withReserve({ baseUrl: await deadUrl() });
    reserve.answer(html(502));
    expect(await failure(other.balance())).toMatchObject({ outcome: "unknown", isRead: true });
    expect(exchanges).toHaveLength(2);
    await other.close();
  });
});

describe("the reserve hosts known beforehand", () => {
  it.each([
    ["https://smsc.ru/sys/", ["https://www2.smsc.ru/sys/"]],
    ["https://www.smsc.ru/sys/", ["https://www2.smsc.ru/sys/"]],
    ["http://smscentre.com/sys/", ["http://www2.smscentre.com/sys/"]],
    ["https://smsc.kz/sys/", ["https://www2.smsc.kz/sys/"]],
    ["https://smsc.ua/sys/", ["https://www2.smsc.ua/sys/"]],
    ["https://smsc.tj/sys/", ["https://www2.smsc.tj/sys/"]],
    ["https://www2.smsc.ru/sys/", []],
    ["https://billing.smstraf.ru/sys/", []],
    ["https://notsmsc.ru/sys/", []],
    ["http://127.0.0.1:4010/sys/", []],
    ["http://localhost:4010/sys/", []],
  ])("of %s are %j", (baseUrl, expected) => {
    expect(reserveUrlsOf(baseUrl)).toEqual(expected);
  });
});

describe("a request", () => {
  it("is a form in UTF-8 that asks for JSON, with the credentials that are set", async () => {
    main.answer('{"balance": "1.00"}');
    await client.balance();
    expect(main.received).toEqual([
      {
        script: "balance.php",
        contentType: "application/x-www-form-urlencoded",
        parameters: { login: "acme", psw: "s3cret", charset: "utf-8", fmt: "3", cur: "1" },
      },
    ]);
    const keyed = open({ apiKey: "key", login: undefined });
    await keyed.balance();
    expect(main.received[1]?.parameters).toEqual({ apikey: "key", charset: "utf-8", fmt: "3", cur: "1" });
    await keyed.close();
  });

  it("is told without a secret, a text or a whole number, whatever became of it", async () => {
    for (const answer of ['{"id": 501, "cnt": 1}', '{"error_code": 6, "id": 501}', cut]) {
      main.answer(answer);
      await client.send(message).catch(() => undefined);
    }
    expect(exchanges.map(({ outcome }) => outcome)).toEqual(["ok", "refused", "unknown"]);
    for (const exchange of exchanges) {
      expect(exchange.parameters).toEqual({
        charset: "utf-8",
        fmt: "3",
        phones: "7916•••••67",
        mes: "(12)",
        cost: "3",
        op: "1",
        id: "501",
      });
      expect(JSON.stringify(exchange)).not.toMatch(/Secret|79161234567|acme|s3cret/);
    }
  });

  it("with something no gateway may be asked never leaves", async () => {
    await expect(client.send({ ...message, msisdns: ["G17"] })).rejects.toThrow(RangeError);
    await expect(client.contacts.remove({ msisdns: [] })).rejects.toThrow(RangeError);
    expect(main.received).toEqual([]);
    expect(exchanges).toEqual([]);
  });
});
