import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { number, freshSandbox } from "./harness";

const { ask, askJson, codeOf, control, read, urlOf, wait, withoutLimits } = freshSandbox();

const digest = (algorithm: string) => createHash(algorithm).update("demo").digest("hex");
const account = { login: "demo", psw: "demo" };

/** What a person writes in these charsets: the word "Привет". */
const HELLO = {
  "utf-8": "%D0%9F%D1%80%D0%B8%D0%B2%D0%B5%D1%82",
  "windows-1251": "%CF%F0%E8%E2%E5%F2",
  "koi8-r": "%F0%D2%C9%D7%C5%D4",
};

describe("a request", () => {
  const wanted = { phones: number(1), mes: "Hi", id: "501", fmt: "1", ...account };

  it("may be a GET", async () => {
    const url = urlOf("send");
    url.search = new URLSearchParams(wanted).toString();
    expect(await (await fetch(url)).text()).toBe("501,1");
  });

  it("may be a form", async () => {
    expect(await (await fetch(urlOf("send"), { method: "POST", body: new URLSearchParams(wanted) })).text()).toBe("501,1");
  });

  it("may be multipart, with texts in the charset it names and with files", async () => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...wanted, mes: "Привет", charset: "utf-8" })) body.append(name, value);
    body.append("file0", new Blob(["a picture"]), "a.gif");
    expect(await (await fetch(urlOf("send"), { method: "POST", body })).text()).toBe("501,1");
    expect(await read("messages")).toMatchObject([{ text: "Привет" }]);
  });

  it("may be split between query and body, where the body wins", async () => {
    const url = urlOf("send");
    url.search = new URLSearchParams({ ...wanted, mes: "Query" }).toString();
    expect(await (await fetch(url, { method: "POST", body: new URLSearchParams({ mes: "Body" }) })).text()).toBe("501,1");
    const parts = new FormData();
    for (const [name, value] of Object.entries({ mes: "Parts", id: "502" })) parts.append(name, value);
    expect(await (await fetch(url, { method: "POST", body: parts })).text()).toBe("502,1");
    expect(await read("messages")).toMatchObject([{ text: "Parts" }, { text: "Body" }]);
  });

  it("may carry unknown parameters, and empty ones as if they were absent", async () => {
    expect(await ask("send", { ...wanted, id: "0", translit: "0", sender: "", time: "0", colour: "red" })).toBe("1,1");
  });

  it("may be one JSON object to /rest/send/", async () => {
    const post = async (body: string) => (await fetch(urlOf("/rest/send/"), { method: "POST", body })).text();
    expect(await post(JSON.stringify({ ...account, phones: number(1), mes: "Привет", id: "7", fmt: 3, cost: 3 }))).toBe(
      '{\n"id": 7,\n"cnt": 1,\n"cost": "4.50",\n"balance": "49995.50"\n}',
    );
    expect(await read("messages")).toMatchObject([{ text: "Привет", id: 7 }]);
    expect(await post("no JSON")).toContain('"error_code": 1');
    expect(await post(JSON.stringify({ login: "demo", psw: "x", phones: number(1), mes: "Hi", fmt: 1 }))).toBe("0,-2");
  });

  it("to a script that does not exist is not found", async () => {
    expect((await fetch(urlOf("nothing"))).status).toBe(404);
  });
});

describe("credentials", () => {
  it.each([
    ["password", { login: "demo", psw: "demo" }],
    ["md5 of it", { login: "demo", psw: digest("md5") }],
    ["sha1 of it", { login: "demo", psw: digest("sha1") }],
    ["API key", { apikey: "sandbox-api-key" }],
    ["API key beside the login", { login: "demo", apikey: "sandbox-api-key" }],
    ["API key in the password's place with an empty login", { login: "", psw: "sandbox-api-key" }],
  ])("by %s are accepted", async (_, given: Record<string, string>) => {
    const body = new URLSearchParams({ fmt: "1", ...given });
    expect(await (await fetch(urlOf("balance"), { method: "POST", body })).text()).toBe("50000.00");
  });

  it.each([
    ["a wrong password", { login: "demo", psw: "Demo" }],
    ["another login", { login: "other", psw: "demo" }],
    ["a wrong API key", { apikey: "x" }],
    ["an API key as the password of a login", { login: "demo", psw: "sandbox-api-key" }],
    ["nothing", {}],
  ])("by %s are refused with error 2", async (_, given: Record<string, string>) => {
    const body = new URLSearchParams({ fmt: "3", ...given });
    expect(await (await fetch(urlOf("balance"), { method: "POST", body })).text()).toBe('{\n"error": "authorise error",\n"error_code": 2\n}');
  });

  it("from an address that the account does not list are refused", async () => {
    await control("settings", { allowedAddresses: ["192.0.2.1"] });
    expect(await codeOf("balance")).toBe(2);
    await control("settings", { allowedAddresses: ["127.0.0.1"] });
    expect(await codeOf("balance")).toBeNull();
    for (let attempt = 0; attempt < 6; attempt++) expect(await codeOf("balance", { psw: "x" })).toBe(2);
  });
});

describe("a charset", () => {
  it.each(["utf-8", "windows-1251", "koi8-r"] as const)("of %s is decoded from the request and encoded in the answer", async (charset) => {
    const send = `login=demo&psw=demo&charset=${charset}&phones=79161234567&id=7&mes=${HELLO[charset]}`;
    const type = { "content-type": "application/x-www-form-urlencoded" };
    await fetch(urlOf("send"), { method: "POST", headers: type, body: send });
    expect(await read("messages")).toMatchObject([{ text: "Привет", segments: 1 }]);
    const asked = await fetch(`${urlOf("status").href}?login=demo&psw=demo&charset=${charset}&phone=79161234567&id=7&all=2&fmt=3`);
    expect(asked.headers.get("content-type")).toBe(`application/json; charset=${charset}`);
    const answer = new TextDecoder(charset).decode(await asked.arrayBuffer());
    expect(JSON.parse(answer)).toMatchObject({ message: "Привет", status_name: "Ожидает отправки", country: "Россия" });
  });

  it("is windows-1251 when none is named: UTF-8 comes in as mojibake", async () => {
    const answer = await fetch(`${urlOf("send").href}?login=demo&psw=demo&phones=79161234567&fmt=1&mes=${HELLO["utf-8"]}`);
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=windows-1251");
    expect(await read("messages")).toMatchObject([{ text: "РџСЂРёРІРµС‚" }]);
  });

  it("counts for a GET that holds bare bytes, too, and for multipart", async () => {
    const boundary = "x1y2";
    const part = (name: string, value: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const fields = { ...account, phones: number(1), mes: "\xcf\xf0\xe8\xe2\xe5\xf2" };
    const body =
      Object.entries(fields)
        .map(([name, value]) => part(name, value))
        .join("") + `--${boundary}--\r\n`;
    await fetch(urlOf("send"), {
      method: "POST",
      headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
      body: Buffer.from(body, "latin1"),
    });
    expect(await read("messages")).toMatchObject([{ text: "Привет" }]);
  });

  it("puts a question mark for what it has no place for", async () => {
    await ask("send", { phones: "79161234567", id: 7, mes: "日本 Я" });
    const answer = await fetch(`${urlOf("status").href}?login=demo&psw=demo&phone=79161234567&id=7&all=1&fmt=3`);
    expect(JSON.parse(new TextDecoder("windows-1251").decode(await answer.arrayBuffer()))).toMatchObject({ message: "?? Я" });
  });
});

describe("an answer", () => {
  it.each([
    [0, "text/plain", "ERROR = 2 (authorise error)"],
    [1, "text/plain", "0,-2"],
    [2, "text/xml", "<result>\n<error>authorise error</error>\n<error_code>2</error_code>\n</result>"],
    [3, "application/json", '{\n"error": "authorise error",\n"error_code": 2\n}'],
  ])("that says no under fmt %i is still HTTP 200", async (fmt, type, body) => {
    const answer = await fetch(`${urlOf("balance").href}?login=demo&psw=x&charset=utf-8&fmt=${fmt}`);
    expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([200, `${type}; charset=utf-8`, body]);
  });

  it("has the headers of the real one", async () => {
    const { headers } = await fetch(`${urlOf("balance").href}?login=demo&psw=demo&fmt=3&charset=utf-8`);
    expect(Object.fromEntries(headers)).toMatchObject({ server: "nginx", "content-length": "25", connection: "keep-alive" });
  });

  it("is the human-readable line without a fmt", async () => {
    expect(await ask("send", { phones: number(1), mes: "Hi" })).toBe("OK - 1 SMS, ID - 1");
  });

  it("of a list is JSON with one key a line", async () => {
    await ask("phones", { add_group: 1, name: "One" });
    await ask("phones", { add_group: 1, name: "Two" });
    expect(await ask("phones", { get_group: 1, fmt: 3 })).toBe(
      '[{\n"id": 5002,\n"name": "One",\n"cnt": "0"\n},\n{\n"id": 5003,\n"name": "Two",\n"cnt": "0"\n}]',
    );
  });

  it.each([
    [false, '{\n"result": "OK"\n}'],
    [true, "OK"],
  ])("without data under fmt 3 (bare: %s)", async (isBareOk, body) => {
    await control("settings", { isBareOk });
    await ask("phones", { add_black: 1, phone: number(1) });
    expect(await ask("phones", { del_black: 1, phone: number(1), fmt: 3 })).toBe(body);
  });

  it.each([
    [0, "OK"],
    [1, "OK"],
    [2, "<result>OK</result>"],
  ])("without data under fmt %i", async (fmt, body) => {
    await ask("phones", { add_black: 1, phone: number(1) });
    expect(await ask("phones", { del_black: 1, phone: number(1), fmt })).toBe(body);
  });
});

describe("a fault", () => {
  it.each(["send", "status", "balance", "jobs", "phones", "senders", "templates", "get", "info", "users", "tinyurls"])(
    "of any code may be ordered for %s.php",
    async (script) => {
      const complete = { phones: number(1), mes: "Hi", phone: number(1), id: 7, get: 1, get_messages: 1, get_operator: 1, get_stat: 1 };
      await control("faults", { kind: "error", script, code: 42 });
      await control("faults", { kind: "plain_error", script, code: 9 });
      await control("faults", { kind: "empty", script });
      await control("faults", { kind: "html502", script });
      expect(await askJson(script, complete)).toEqual({ error: "unknown error", error_code: 42 });
      expect(await ask(script, { ...complete, fmt: 3 })).toBe("ERROR = 9 (duplicate request, wait a minute)");
      expect(await ask(script, { ...complete, fmt: 3 })).toBe("");
      expect(await ask(script, { ...complete, fmt: 3 })).toContain("502 Bad Gateway");
    },
  );
});

describe("a limit", () => {
  const two = { phone: `${number(1)},${number(5)}`, id: "1,1" };
  it.each([
    ["send", 1, { phones: number(1), mes: "Hi" }],
    ["send", 5, { phones: number(1), mes: "Hi", cost: 1 }],
    ["status", 5, { phone: number(1), id: 1 }],
    ["status", 1, two],
    ["balance", 10, {}],
    ["jobs", 1, { cancel: 1, id: 1 }],
    ["phones", 3, { get: 1 }],
    ["senders", 3, { get: 1 }],
    ["templates", 3, { get: 1 }],
    ["get", 3, { get_messages: 1 }],
    ["get", 3, { get_price: 1 }],
    ["info", 3, { get_operator: 1, phone: number(1) }],
    ["users", 3, { chg: 1, user: "sub" }],
  ])("of %s.php lets %i through a minute, and no more", async (script, allowed, fields: Record<string, string | number>) => {
    for (let asked = 0; asked < allowed; asked++) expect(await codeOf(script, fields)).not.toBe(9);
    expect(await askJson(script, fields)).toEqual({ error: "duplicate request, wait a minute", error_code: 9 });
    await wait(61);
    expect(await codeOf(script, fields)).not.toBe(9);
  });

  it("takes any mass request for the same, and any balance", async () => {
    await ask("status", two);
    expect(await codeOf("status", { phone: `${number(7)},`, id: "9," })).toBe(9);
  });

  it.each([
    ["another id", { id: 77 }, 9],
    ["another time", { time: "+10" }, 9],
    ["the numbers in another order", { phones: `+${number(5)};${number(1)}` }, 9],
    ["another text", { mes: "Hello" }, null],
    ["another sender", { sender: "ACME" }, null],
    ["another kind", { flash: 1 }, null],
  ])("does not see a new send in %s, if it is 9", async (_, change, code) => {
    const fields = { phones: `${number(1)},${number(5)}`, mes: "Hi" };
    await ask("send", fields);
    expect(await codeOf("send", { ...fields, ...change })).toBe(code);
  });

  it("of a hundred questions about carriers a minute holds for any", async () => {
    for (let asked = 0; asked < 100; asked++) await ask("info", { get_operator: 1, phone: 79_160_000_000 + asked });
    expect(await codeOf("info", { get_operator: 1, phone: "79169999999" })).toBe(9);
  });

  it("of five new sender names a minute", async () => {
    for (let added = 0; added < 5; added++) expect(await codeOf("senders", { add: 1, sender: `Name${added}`, cmt: "x" })).toBeNull();
    expect(await codeOf("senders", { add: 1, sender: "Name9", cmt: "x" })).toBe(9);
  });

  it.each([
    [15, "send", { phones: number(1), mes: "Hi", cost: 1 }],
    [15, "phones", { get: 1 }],
    [5, "status", { phone: number(1), id: 1 }],
  ])("of %i at a time on %s.php says so in its own words", async (most, script, fields) => {
    await control("latency", { ms: 300 });
    const answers = await Promise.all(Array.from({ length: most }, () => ask(script, { ...fields, fmt: 0 })));
    expect(answers.filter((answer) => answer === "ERROR = 9 (too many concurrent requests)")).toHaveLength(1);
  });

  it("of five wrong passwords blocks the address for half an hour, for every script", async () => {
    for (let attempt = 0; attempt < 5; attempt++) await ask("balance", { psw: "x" });
    for (const script of ["send", "status", "jobs", "get"]) expect(await ask(script)).toBe("ERROR = 4 (ip is blocked)");
    await wait(30 * 60);
    expect(await codeOf("balance")).toBeNull();
  });

  it("of a hundred bad sends in a row blocks for ten minutes", async () => {
    for (let sent = 0; sent < 100; sent++) await ask("send", { phones: "7916", mes: `Text ${sent}` });
    expect(await codeOf("balance")).toBe(4);
    await wait(600);
    expect(await codeOf("balance")).toBeNull();
  });

  it("bans more than fifty messages to one subscriber without a pause", async () => {
    for (let sent = 0; sent < 51; sent++) await ask("send", { phones: number(1), mes: `Text ${sent}`, id: sent + 1 });
    await ask("send", { phones: number(5), mes: "Hi", id: 100 });
    await wait(4);
    const banned = (id: number, phone = number(1)) => ask("status", { phone, id, fmt: 1 });
    expect(await banned(51)).toMatch(/^23,\d+,251$/);
    expect(await banned(50)).toMatch(/^0,/);
    expect(await banned(100, number(5))).toMatch(/^0,/);
    await wait(30);
    await ask("send", { phones: number(1), mes: "After a pause", id: 200 });
    await wait(4);
    expect(await banned(200)).toMatch(/^0,/);
  });

  it("can be switched off", async () => {
    await withoutLimits();
    for (let asked = 0; asked < 20; asked++) expect(await codeOf("balance")).toBeNull();
  });
});

describe("the order of checks", () => {
  it("is: blocked, parameters, credentials, time, identical, numbers, text, money, way", async () => {
    const all = { phones: "7916", mes: "casino", time: "soon" };
    expect(await codeOf("send", { phones: "7916", psw: "x" })).toBe(1);
    expect(await codeOf("send", { ...all, psw: "x" })).toBe(2);
    expect(await codeOf("send", all)).toBe(5);
    expect(await codeOf("send", { ...all, time: "" })).toBe(7);
    expect(await codeOf("send", { ...all, time: "" })).toBe(9);
    await control("balance", { balance: 0 });
    expect(await codeOf("send", { phones: "870773123456", mes: "casino" })).toBe(6);
    expect(await codeOf("send", { phones: `870773123456,${number(1)}`, mes: "Hi" })).toBe(3);
    expect(await codeOf("send", { phones: "870773123456", mes: "Hi" })).toBe(8);
  });
});
