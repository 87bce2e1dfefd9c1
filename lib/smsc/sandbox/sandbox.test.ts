import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { verifyCallback } from "../callback";
import { STATUS_CODES } from "../status-catalogue";
import { fateOf } from "./fates";
import { createSandbox, type Sandbox } from "./server";
import type { SandboxOptions } from "./world";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await createSandbox(options);
  closing.push(() => sandbox.close());
  return sandbox;
}

async function ask(sandbox: Sandbox, script: string, parameters: Record<string, string>): Promise<string> {
  const body = new URLSearchParams({ login: "demo", psw: "demo", charset: "utf-8", ...parameters });
  return (await fetch(`${sandbox.baseUrl}${script}`, { method: "POST", body })).text();
}

async function control(sandbox: Sandbox, deed: string, body: unknown): Promise<unknown> {
  const answer = await fetch(`${sandbox.controlUrl}${deed}`, { method: "POST", body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
  return answer.json();
}

async function read(sandbox: Sandbox, what: string): Promise<Record<string, unknown>> {
  return (await (await fetch(`${sandbox.controlUrl}${what}`)).json()) as Record<string, unknown>;
}

const LAST_OF_BODY = "psw=demo";

/** A request for a status of which the last bytes are still on their way. */
async function beginStatus({ port }: Sandbox): Promise<Socket> {
  const body = "login=demo&phone=1&id=1&";
  const socket = connect(port, "127.0.0.1");
  const length = body.length + LAST_OF_BODY.length;
  const head = ["POST /sys/status.php HTTP/1.1", "host: sandbox", "content-type: application/x-www-form-urlencoded", `content-length: ${length}`];
  await new Promise<void>((resolve) => socket.write(`${head.join("\r\n")}\r\n\r\n${body}`, () => resolve()));
  closing.push(() => Promise.resolve(socket.destroy()));
  return socket;
}

const number = (ending: number) => `4477009000${String(ending).padStart(2, "0")}`;

/** Statuses as a client sees them, in the order of the endings. The limits are off, so it may ask as often as it likes. */
async function statuses(sandbox: Sandbox, id: string, endings: number[]): Promise<number[]> {
  const answer = await ask(sandbox, "status.php", {
    fmt: "3",
    phone: `${endings.map(number).join(",")},`,
    id: `${endings.map(() => id).join(",")},`,
  });
  return (JSON.parse(answer) as { status: number }[]).map(({ status }) => status);
}

describe("the fate of a number", () => {
  const SPECIAL = [2, 3, 4, 20, 21, 22, 23, 24, 25, 30, 31, 32, 33, 53];

  it("is delivery for at least 85 of 100 endings", () => {
    const delivered = Array.from({ length: 100 }, (_, ending) => fateOf(ending).at(-1)?.status).filter((status) => status === 1);
    expect(delivered.length).toBeGreaterThanOrEqual(85);
  });

  it("brings about every code of the status list", async () => {
    const sandbox = await start();
    await control(sandbox, "limits", { enabled: false });
    const seen = new Set<number>();
    await ask(sandbox, "send.php", { phones: SPECIAL.map(number).join(","), mes: "Hi", id: "7" });
    for (let second = 0; second < 600; second += 2) {
      for (const status of await statuses(sandbox, "7", SPECIAL)) seen.add(status);
      await control(sandbox, "clock", { advanceMs: 2_000 });
    }
    expect([...seen].sort((a, b) => a - b)).toEqual([...STATUS_CODES]);
    expect(await statuses(sandbox, "7", SPECIAL)).toEqual([2, 3, 4, 20, 20, 22, 1, 24, 25, -3, 1, 1, 1, 23]);
  });

  it("is met within the time people wait: 0 after 1 to 3 s, delivered within half a minute more", async () => {
    const sandbox = await start();
    await control(sandbox, "limits", { enabled: false });
    await ask(sandbox, "send.php", { phones: number(1), mes: "Hi", id: "7" });
    expect(await statuses(sandbox, "7", [1])).toEqual([-1]);
    await control(sandbox, "clock", { advanceMs: 3_200 });
    expect(await statuses(sandbox, "7", [1])).toEqual([0]);
    await control(sandbox, "clock", { advanceMs: 30_000 });
    expect(await statuses(sandbox, "7", [1])).toEqual([1]);
  });

  it("is there at once when asked so, but for a message stopped in the cabinet", async () => {
    const sandbox = await start({ pace: "at-once" });
    await control(sandbox, "limits", { enabled: false });
    await ask(sandbox, "send.php", { phones: SPECIAL.map(number).join(","), mes: "Hi", id: "7" });
    const atOnce = [2, 3, 4, 20, 20, 22, 1, 24, 25, -3, -2, 1, 1, 23];
    expect(await statuses(sandbox, "7", SPECIAL)).toEqual(atOnce);
    expect(await control(sandbox, "release", {})).toEqual({ released: 1 });
    expect(await statuses(sandbox, "7", [31])).toEqual([1]);
    await ask(sandbox, "send.php", { phones: number(31), mes: "Hi again", id: "8" });
    await control(sandbox, "clock", { advanceMs: 11_000 });
    expect(await statuses(sandbox, "8", [31])).toEqual([1]);
  });

  it("waits while a person stops it in the cabinet", async () => {
    const sandbox = await start();
    await control(sandbox, "limits", { enabled: false });
    await ask(sandbox, "send.php", { phones: [1, 5, 6].map(number).join(","), mes: "Hi", id: "7" });
    expect(await control(sandbox, "stop", { gatewayId: 7, phones: [number(1), number(5)] })).toEqual({ stopped: 2 });
    await control(sandbox, "clock", { advanceMs: 60_000 });
    expect(await statuses(sandbox, "7", [1, 5, 6])).toEqual([-2, -2, 1]);
    await control(sandbox, "release", { gatewayId: 7 });
    expect(await statuses(sandbox, "7", [1])).toEqual([-1]);
    await control(sandbox, "clock", { advanceMs: 60_000 });
    expect(await statuses(sandbox, "7", [1, 5, 6])).toEqual([1, 1, 1]);
  });

  it("gives the money back for what was never sent", async () => {
    const sandbox = await start({ pace: "at-once" });
    await ask(sandbox, "send.php", { phones: [1, 3, 20, 22, 24, 25, 53].map(number).join(","), mes: "Hi" });
    expect(await ask(sandbox, "balance.php", {})).toBe("49986.50"); // three at 4.50
  });
});

describe("the formats", () => {
  it("are those of the documentation, for answers and for errors", async () => {
    const sandbox = await start();
    const send = (fmt: string, cost: string, mes: string) => ask(sandbox, "send.php", { phones: number(1), mes, id: "501", fmt, cost });
    expect(await send("0", "0", "a")).toBe("OK - 1 SMS, ID - 501");
    expect(await send("1", "0", "b")).toBe("501,1");
    expect(await send("2", "0", "c")).toBe("<result>\n<id>501</id>\n<cnt>1</cnt>\n</result>");
    expect(await send("3", "0", "d")).toBe('{\n"id": 501,\n"cnt": 1\n}');
    expect(await send("1", "3", "e")).toBe("501,1,4.50,49977.50");
    expect(await send("0", "1", "f")).toBe("4.50 (1 SMS)");
    expect(await send("1", "0", "b")).toBe("0,-9");
    expect(await ask(sandbox, "send.php", { phones: "7916", mes: "g", id: "503" })).toBe("ERROR = 7 (invalid number), ID - 503");
    expect(await ask(sandbox, "send.php", { psw: "wrong", phones: number(1), mes: "h", fmt: "3" })).toBe(
      '{\n"error": "authorise error",\n"error_code": 2\n}',
    );
    expect(await ask(sandbox, "status.php", { phone: number(1), id: "501", fmt: "1" })).toBe("-1,0,0");
  });

  it("answer to GET and to numbers written as people write them", async () => {
    const sandbox = await start();
    const query = new URLSearchParams({
      login: "demo",
      psw: "demo",
      phones: "8 (916) 123-45-67;9161234568",
      mes: "Hi",
      fmt: "1",
    });
    expect(await (await fetch(`${sandbox.baseUrl}send.php?${query}`)).text()).toBe("1,2");
    expect(await read(sandbox, "messages?phone=79161234567")).toMatchObject([{ phone: "79161234567", id: 1 }]);
  });

  it("give a number sent twice under one id the status of the later message", async () => {
    const sandbox = await start({ pace: "at-once" });
    await ask(sandbox, "send.php", { phones: number(1), mes: "one", id: "7" });
    await ask(sandbox, "send.php", { phones: number(1), mes: "two", id: "7" });
    expect(await ask(sandbox, "status.php", { phone: number(1), id: "7", all: "1", fmt: "3" })).toContain('"message": "two"');
  });
});

describe("the limits", () => {
  it("refuse a fifth simultaneous status request and count what came at once", async () => {
    const sandbox = await start();
    await control(sandbox, "latency", { ms: 150 });
    const asked = Array.from({ length: 5 }, (_, index) => ask(sandbox, "status.php", { phone: number(1), id: String(index + 1), fmt: "1" }));
    const answers = await Promise.all(asked);
    expect(answers.filter((answer) => answer === "0,-9")).toHaveLength(1);
    expect(await read(sandbox, "ledger")).toMatchObject({ maxStatusInFlight: 5, breaches: { simultaneous_status: 1 } });
  });

  it("count a request when it has arrived wholly, and no longer when nobody waits for its answer", async () => {
    const sandbox = await start();
    const begun = await Promise.all(Array.from({ length: 15 }, () => beginStatus(sandbox)));
    const ledger = () => read(sandbox, "ledger");
    expect(await ask(sandbox, "status.php", { phone: number(1), id: "1", fmt: "1" })).toBe("-3,0,0");
    await control(sandbox, "latency", { ms: 20_000 });
    for (const socket of begun.slice(0, 4)) socket.write(LAST_OF_BODY);
    await expect.poll(ledger).toMatchObject({ statusInFlight: 4 });
    for (const socket of begun) socket.destroy();
    await expect.poll(ledger).toMatchObject({ statusInFlight: 0, maxInFlight: 4, breaches: {} });
  });

  it("block the address after a hundred wrong sends in a row", async () => {
    const sandbox = await start();
    for (let sent = 0; sent < 100; sent++) await ask(sandbox, "send.php", { phones: "7916", mes: `text ${sent}` });
    expect(await ask(sandbox, "balance.php", { fmt: "1" })).toBe("0,-4");
    await control(sandbox, "clock", { advanceMs: 10 * 60_000 });
    expect(await ask(sandbox, "balance.php", { fmt: "1" })).toBe("50000.00");
  });

  it("are counted but not applied while they are off", async () => {
    const sandbox = await start();
    await control(sandbox, "limits", { enabled: false });
    for (let sent = 0; sent < 3; sent++) await ask(sandbox, "send.php", { phones: number(1), mes: "same" });
    expect(await read(sandbox, `ledger?phone=${number(1)}`)).toMatchObject({
      accepted: 3,
      numbers: 1,
      doubles: 2,
      times: 3,
      breaches: { identical_send: 2 },
    });
  });
});

describe("callbacks", () => {
  it("tell every status with a valid checksum, and again when they were not taken", async () => {
    const heard: Record<string, string>[] = [];
    let refusals = 1;
    const [receiver, address] = await receive((fields) => {
      if (refusals-- > 0) return 503;
      heard.push(fields);
      return 200;
    }, 3);
    const sandbox = await start({ pace: "at-once", callbackUrl: address, callbackSecret: "topsecret" });
    await ask(sandbox, "send.php", { phones: [1, 30, 25].map(number).join(","), mes: "Hi", id: "7", sender: "ACME" });
    await receiver;
    expect(heard.map(({ phone, status, err }) => [phone, status, err]).sort()).toEqual([
      [number(1), "1", "0"],
      [number(25), "25", "248"],
    ]);
    for (const fields of heard) {
      expect(verifyCallback(fields, "topsecret")).toBe(true);
      expect(fields).toMatchObject({ id: "7", type: "0", cnt: "1", sender: "ACME", mccmnc: "23499" });
    }
    expect(await read(sandbox, "ledger")).toMatchObject({ callbacks: { failed: 1, givenUp: 0, waiting: 0 } });
  });

  it("can be switched off", async () => {
    const sandbox = await start({ pace: "at-once", callbackUrl: "http://127.0.0.1:9/", callbackSecret: "x" });
    expect(await control(sandbox, "callbacks", { enabled: false })).toEqual({ enabled: false });
    await ask(sandbox, "send.php", { phones: number(1), mes: "Hi" });
    expect(await read(sandbox, "ledger")).toMatchObject({ callbacks: { failed: 0, waiting: 0 } });
  });

  /** A real receiver; the promise is kept when it was called `calls` times. */
  async function receive(take: (fields: Record<string, string>) => number, calls: number): Promise<[Promise<void>, string]> {
    let server: Server | undefined;
    const address = await new Promise<string>((listening) => {
      server = createServer();
      server.listen(0, "127.0.0.1", () => listening(`http://127.0.0.1:${(server?.address() as AddressInfo).port}/hook?charset=utf-8`));
    });
    const heard = new Promise<void>((resolve) => {
      server?.on("request", (request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
          const code = take(Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())));
          response.writeHead(code).end("OK");
          calls -= 1;
          if (calls === 0) response.on("finish", resolve);
        });
      });
    });
    closing.push(() => new Promise((resolve) => server?.close(resolve)));
    return [heard, address];
  }
});

describe("a restart", () => {
  it("remembers messages, balance and ids, and goes on with what was under way", async () => {
    const stateFile = await stateFileIn();
    const first = await createSandbox({ stateFile });
    await ask(first, "send.php", { phones: [1, 3].map(number).join(","), mes: "Hi" });
    await ask(first, "send.php", { list: `${number(5)}:one\n${number(6)}:two` });
    await first.close();
    expect((await stat(stateFile)).size).toBeGreaterThan(0);

    const second = await start({ stateFile });
    await control(second, "limits", { enabled: false });
    expect(await ask(second, "balance.php", {})).toBe("49982.00");
    expect(await read(second, "messages?id=2")).toMatchObject([{ text: "two" }, { text: "one" }]);
    expect(await ask(second, "send.php", { phones: number(7), mes: "Hi", fmt: "1" })).toBe("3,1");
    await control(second, "clock", { advanceMs: 60_000 });
    expect(await statuses(second, "1", [1, 3])).toEqual([1, 3]);
  });

  it("remembers the cabinet, the clock, and what a message is besides its number", async () => {
    const stateFile = await stateFileIn();
    const first = await createSandbox({ stateFile });
    await ask(first, "phones.php", { add_group: "1", name: "Friends", num: "12" });
    await ask(first, "phones.php", { add: "1", phone: number(5), grp: "5002" });
    await ask(first, "phones.php", { add_black: "1", phone: number(6) });
    await ask(first, "templates.php", { add: "1", name: "Welcome", msg: "Hello" });
    await ask(first, "jobs.php", { add: "1", name: "April", phones: number(1), mes: "Later", time: "+60" });
    const mail = { mail: "1", phones: "anna@example.com", mes: "Hello", subj: "Hi", sender: "shop@example.com", id: "40" };
    await ask(first, "send.php", mail);
    await ask(first, "send.php", { phones: number(7), hlr: "1", id: "41" });
    await control(first, "incoming", { phone: number(1), text: "STOP" });
    const { now } = (await control(first, "clock", { advanceMs: 3_000_000 })) as { now: number };
    const cabinet = await read(first, "cabinet");
    await first.close();

    const second = await start({ stateFile });
    expect(await read(second, "cabinet")).toEqual(cabinet);
    expect(((await control(second, "clock", { advanceMs: 0 })) as { now: number }).now).toBeGreaterThanOrEqual(now);
    expect(await ask(second, "status.php", { phone: "anna@example.com", id: "40", all: "1", fmt: "3" })).toContain('"type": 8');
    expect(await ask(second, "status.php", { phone: number(7), id: "41", fmt: "3" })).toContain('"imsi": "234');
    expect(await ask(second, "send.php", { phones: `G12,${number(6)}`, mes: "Hi", fmt: "1", id: "42" })).toBe("42,2");
    await control(second, "clock", { advanceMs: 610_000 });
    expect(await ask(second, "jobs.php", { get: "1", id: "4471001", fmt: "3" })).toContain('"status": 1');
    await control(second, "limits", { enabled: false });
    expect(await statuses(second, "42", [5, 6])).toEqual([1, 23]);
  });

  it.each([
    ["phones.php", { add: "1", phone: number(1) }],
    ["senders.php", { add: "1", sender: "ACME", cmt: "Our shop" }],
    ["templates.php", { add: "1", name: "Welcome", msg: "Hello" }],
  ])("remembers what %s alone has changed", async (script, fields: Record<string, string>) => {
    const stateFile = await stateFileIn();
    const first = await createSandbox({ stateFile });
    await ask(first, script, fields);
    const cabinet = await read(first, "cabinet");
    await first.close();
    const second = await start({ stateFile });
    expect(await read(second, "cabinet")).toEqual(cabinet);
  });

  it("reads what the first version of the file holds", async () => {
    const stateFile = await stateFileIn();
    const request = { id: 7, text: "Hi", sender: "ACME", acceptedAt: Date.now(), first: 0, count: 2, previous: -1 };
    const header = JSON.stringify({ version: 1, count: 2, balance: 100, nextId: 3, requests: [request] });
    const [two64, two32] = [(a: number, b: number) => Float64Array.of(a, b), (a: number, b: number) => Uint32Array.of(a, b)];
    const times = two64(Date.now(), Date.now());
    const columns = [two64(Number(number(1)), Number(number(22))), times, two64(0, 0), two32(0, 0), two32(450, 0), two32(1, 1)];
    const bytes = [Int8Array.of(1, 22), Uint8Array.of(0, 249), Uint8Array.of(2, 0), Uint8Array.of(1, 1)];
    const buffers = [...columns, ...bytes].map(({ buffer }) => Buffer.from(buffer));
    await writeFile(stateFile, Buffer.concat([Buffer.from(`${header}\n`), ...buffers]));

    const sandbox = await start({ stateFile });
    expect(await statuses(sandbox, "7", [1, 22])).toEqual([1, 22]);
    expect(await read(sandbox, "ledger")).toMatchObject({ accepted: 1, refused: 1 });
    expect(await ask(sandbox, "balance.php", {})).toBe("1.00");
  });

  async function stateFileIn(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "sandbox-"));
    closing.push(() => rm(folder, { recursive: true }));
    return join(folder, "state");
  }
});

describe("the page and the control API", () => {
  it("show what was received", async () => {
    const sandbox = await start();
    await ask(sandbox, "send.php", { phones: number(1), mes: "<b>Hi</b>" });
    const page = await (await fetch(new URL("/", sandbox.baseUrl))).text();
    expect(page).toContain(number(1));
    expect(page).toContain("&lt;b&gt;Hi&lt;/b&gt;");
    expect(await read(sandbox, "health")).toMatchObject({ status: "ok", pace: "human", messages: 1 });
  });

  it("let a person play the carrier", async () => {
    const sandbox = await start();
    const press = (path: string, fields: Record<string, string>) =>
      fetch(new URL(path, sandbox.baseUrl), { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
    await control(sandbox, "limits", { enabled: false });
    expect((await press("/pace", { pace: "by-hand" })).status).toBe(303);
    await ask(sandbox, "send.php", { phones: [1, 5, 6, 7].map(number).join(","), mes: "Hi", id: "7" });
    await control(sandbox, "clock", { advanceMs: 600_000 });
    await press("/play", { at: "0", deed: "deliver" });
    await press("/play", { at: "1", deed: "fail" });
    await press("/play", { at: "2", deed: "stop" });
    await press("/play", { at: "0", deed: "reply" });
    await press("/play", { at: "99", deed: "deliver" });
    expect(await statuses(sandbox, "7", [1, 5, 6, 7])).toEqual([1, 20, -2, -1]);
    await press("/play", { at: "2", deed: "release" });
    expect(await statuses(sandbox, "7", [6])).toEqual([-1]);
    const page = await (await fetch(new URL("/", sandbox.baseUrl))).text();
    expect(page).toContain("<td>STOP</td>");
    expect(page).toContain(`aria-label="Deliver, message 4 to ${number(7)}"`);
    expect(page).toMatch(/<option value="by-hand" selected>/);
  });

  it("refuse a body that does not fit", async () => {
    const sandbox = await start();
    const post = async (body: string) => (await fetch(`${sandbox.controlUrl}pace`, { method: "POST", body })).status;
    expect([await post('{"pace":"warp"}'), await post("{"), await post('{"pace":"human"}')]).toEqual([400, 400, 200]);
  });

  it("refuse what a page of another site makes a browser do", async () => {
    const sandbox = await start();
    const { host } = new URL(sandbox.baseUrl);
    const post = async (origin: string) => (await fetch(`${sandbox.controlUrl}reset`, { method: "POST", body: "{}", headers: { origin } })).status;
    expect([await post("https://evil.example"), await post("null"), await post(`http://${host}`)]).toEqual([403, 403, 200]);
  });
});
