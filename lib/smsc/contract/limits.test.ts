import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Command } from "../commands/command";
import { COMMANDS } from "../commands/table";
import { failureOf, openSandbox, type OpenSandbox } from "./open-sandbox";

let box: OpenSandbox;
beforeAll(async () => {
  box = await openSandbox();
});
afterAll(() => box.close());
beforeEach(() => box.reset());

const msisdns = ["79161234501"];

/** Commands whose limit the documentation states, each with a request that is not refused for anything else. */
const LIMITED: Record<string, unknown> = {
  send: { gatewayId: 1, sender: null, msisdns, text: "Hi" },
  quote: { sender: null, msisdns, text: "Hi" },
  "lookups.hlr": { gatewayId: 1, msisdns },
  "lookups.ping": { gatewayId: 1, msisdns },
  "lookups.quote": { by: "hlr", msisdns },
  status: { pair: { gatewayId: 1, msisdn: "79161234501" } },
  statuses: { pairs: [{ gatewayId: 1, msisdn: "79161234501" }] },
  balance: undefined,
  "mailings.add": { name: "April", sender: null, msisdns, text: "Hi" },
  "contacts.list": {},
  "groups.list": undefined,
  "blackList.add": { msisdns },
  "senders.list": {},
  "templates.list": undefined,
  "history.messages": {},
  "history.emails": {},
  "history.answers": {},
  "history.statistics": {},
  "history.prices": undefined,
  "numbers.carrierOf": { msisdn: "79161234501" },
  "numbers.carriersOf": { msisdns: ["79161234501", "447700900001"] },
};

describe("the limits written down for the governor", () => {
  it.each(Object.entries(LIMITED))("are the gateway's own: %s", async (name, parameters) => {
    const command = COMMANDS[name] as unknown as Command<unknown, unknown>;
    const most = command.limits[0]?.perMinute ?? 0;
    for (let asked = 0; asked < most; asked++) expect(await failureOf(box.client.run(command, parameters))).toBeNull();
    const refused = await failureOf(box.client.run(command, parameters));
    expect(refused).toMatchObject({ outcome: "refused", gatewayCode: 9, meaning: "too_many_requests" });
    await box.control("clock", { advanceMs: 60_000 });
    expect(await failureOf(box.client.run(command, parameters))).toBeNull();
  });

  it("count another id or time as the same send", async () => {
    const { send } = box.client;
    await send({ gatewayId: 1, sender: null, msisdns, text: "Hi" });
    const again = send({ gatewayId: 2, sender: null, msisdns, text: "Hi", time: { inMinutes: 60 } });
    expect(await failureOf(again)).toMatchObject({ gatewayCode: 9 });
    expect(await failureOf(send({ gatewayId: 3, sender: null, msisdns, text: "Hi", isFlash: true }))).toBeNull();
  });

  it("count additions of sender IDs whatever they say", async () => {
    const add = (sender: string) => failureOf(box.client.senders.add({ sender, comment: "shop" }));
    for (const sender of ["A1", "A2", "A3", "A4", "A5"]) expect(await add(sender)).toBeNull();
    expect(await add("A6")).toMatchObject({ gatewayCode: 9 });
  });

  it("count questions about carriers whatever they ask, up to a hundred", async () => {
    const numbers = Array.from({ length: 101 }, (_, index) => `7916123${String(index).padStart(4, "0")}`);
    for (const msisdn of numbers.slice(0, 100)) await box.client.numbers.carrierOf({ msisdn });
    expect(await failureOf(box.client.numbers.carrierOf({ msisdn: numbers[100] ?? "" }))).toMatchObject({ gatewayCode: 9 });
  });
});
