import { describe, expect, it } from "vitest";
import { decodeBalance, decodeBody, decodeQuote, decodeSend, decodeStatus, decodeStatuses, encodePairs, toInstant } from "./protocol";

describe("decodeBody", () => {
  it.each([
    ["ERROR = 3 (record not found)", { kind: "error", gatewayCode: 3, messageId: null }],
    ["ERROR = 7 (invalid number), ID - 503", { kind: "error", gatewayCode: 7, messageId: "503" }],
    ["ERROR = 4", { kind: "error", gatewayCode: 4, messageId: null }],
    ["0,-9", { kind: "error", gatewayCode: 9, messageId: null }],
    ["503,-7", { kind: "error", gatewayCode: 7, messageId: "503" }],
    ['{\n"error": "invalid number",\n"error_code": 7,\n"id": 175\n}', { kind: "error", gatewayCode: 7, messageId: "175" }],
    ['{"error":"no money","error_code":"3","id":"abc"}', { kind: "error", gatewayCode: 3, messageId: "abc" }],
    ['{"error":"unknown error"}', { kind: "error", gatewayCode: null, messageId: null }],
    ["OK", { kind: "ok" }],
    ["OK\n", { kind: "ok" }],
    ['{"result": "OK"}', { kind: "ok" }],
    ["", { kind: "unreadable" }],
    ["<html>502 Bad Gateway</html>", { kind: "unreadable" }],
    ['{\n"id": 501,\n"cn', { kind: "unreadable" }],
    ['{"id": 1, "cnt": 1}', { kind: "json", value: { id: 1, cnt: 1 } }],
    ["[]", { kind: "json", value: [] }],
  ])("reads %j", (body, expected) => {
    expect(decodeBody(body)).toEqual(expected);
  });
});

describe("encodePairs", () => {
  it("asks for one message in the mass form by a trailing comma", () => {
    expect(encodePairs([{ gatewayId: 501, msisdn: "79161234567" }])).toEqual({ phone: "79161234567,", id: "501," });
    const two = [
      { gatewayId: 501, msisdn: "79161234567" },
      { gatewayId: 777, msisdn: "79261234567" },
    ];
    expect(encodePairs(two)).toEqual({ phone: "79161234567,79261234567", id: "501,777" });
  });
});

describe("decodeSend", () => {
  it("reads numbers and strings either way and tells the faulty numbers", () => {
    const answer = decodeSend({
      id: "502",
      cnt: "1",
      cost: "3.8",
      balance: 282.75,
      phones: [{ phone: "79161234567", mccmnc: "25001", cost: "3.8" }, { phone: 7916, mccmnc: "", cost: "0", status: "22", error: 249 }, "nonsense"],
    });
    expect(answer).toEqual({
      gatewayId: "502",
      segments: 1,
      cost: "3.8",
      balance: "282.75",
      phones: [
        { msisdn: "79161234567", cost: "3.8", mccmnc: "25001", status: null, err: null },
        { msisdn: "7916", cost: "0", mccmnc: null, status: 22, err: 249 },
      ],
    });
  });

  it("does without everything but id and count", () => {
    expect(decodeSend({ id: 5, cnt: 2 })).toEqual({
      gatewayId: "5",
      segments: 2,
      cost: null,
      balance: null,
      phones: [],
    });
    expect(decodeSend({ cnt: 2 })).toBeNull();
    expect(decodeSend([])).toBeNull();
  });
});

describe("decodeStatus", () => {
  const pair = { gatewayId: 501, msisdn: "79161234567" };

  it("reads a full answer", () => {
    const answer = decodeStatus(
      {
        status: 1,
        last_timestamp: 1495823972,
        err: 0,
        country: "Россия",
        operator: "МТС",
        region: "г. Москва",
        cost: "3.80",
        sender_id: "ACME",
        sms_cnt: "2",
      },
      pair,
    );
    expect(answer).toMatchObject({
      ...pair,
      status: 1,
      err: 0,
      at: new Date(1495823972_000),
      cost: "3.80",
      segments: 2,
      sender: "ACME",
      carrier: "МТС",
      region: "г. Москва",
      country: "Россия",
    });
  });

  it("reads a sparse answer of a message that has not moved", () => {
    const answer = decodeStatus({ status: -1, last_date: "", last_timestamp: 0 }, pair);
    expect(answer).toMatchObject({ status: -1, at: null, err: null, cost: null });
  });

  it("calls an answer without a status no answer", () => {
    expect(decodeStatus({ last_timestamp: 1 }, pair)).toBeNull();
  });
});

describe("decodeStatuses", () => {
  const pairs = [
    { gatewayId: 501, msisdn: "79161234567" },
    { gatewayId: 777, msisdn: "79261234567" },
  ];

  it("matches rows by id and number, not by position", () => {
    const rows = [
      { status: -3, id: 777, phone: "79261234567" },
      { status: 1, id: "501", phone: "+79161234567" },
      { status: 3, id: 9, phone: "1" },
    ];
    expect(decodeStatuses(rows, pairs)?.map(({ gatewayId, status }) => [gatewayId, status])).toEqual([
      [501, 1],
      [777, -3],
    ]);
  });

  it("leaves out what the gateway left out", () => {
    expect(
      decodeStatuses(
        [
          { status: 1, id: 501, phone: "79161234567" },
          { id: 777, phone: "79261234567" },
        ],
        pairs,
      ),
    ).toHaveLength(1);
    expect(decodeStatuses("x", pairs)).toBeNull();
  });
});

describe("money and time", () => {
  it("keeps money as the gateway wrote it", () => {
    expect(decodeQuote({ cost: "7.6", cnt: 2 })).toEqual({ cost: "7.6", segments: 2 });
    expect(decodeBalance({ balance: "100.01", currency: "RUR" })).toEqual({
      balance: "100.01",
      currency: "RUR",
      credit: null,
    });
    expect(decodeBalance({ balance: "-5.00", credit: "500" })).toEqual({
      balance: "-5.00",
      currency: null,
      credit: "500",
    });
    expect(decodeBalance({ balance: "12,5" })).toBeNull();
  });

  it("reads dates in Moscow time when there is no timestamp", () => {
    expect(toInstant(undefined, "15.08.2021 20:27:22")).toEqual(new Date(1629048442_000));
    expect(toInstant("1629048442", "")).toEqual(new Date(1629048442_000));
    expect(toInstant(0, "")).toBeNull();
    expect(toInstant("9".repeat(15), "99.99.2021 20:27:22")).toBeNull();
  });
});
