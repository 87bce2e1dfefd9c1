import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GET, POST } from "@/app/api/smsc/callback/route";
import { flushCallbackCounts, readCallbackCounts } from "@/lib/connection/callback-counts";
import { knockAtOwnDoor } from "@/lib/connection/test-connection";
import { pool } from "@/lib/db";
import { applyReports } from "@/lib/messages/apply-reports";
import { given, sampleMsisdn } from "@/lib/testing/factories";

process.env.SMSC_CALLBACK_SECRET = "sample secret";
const DOOR = "http://console.test/api/smsc/callback?charset=utf-8&sha1";

const signed = (id: number, phone: string, status: number, secret = "sample secret") => ({
  id: String(id),
  phone,
  status: String(status),
  ts: "1790000000",
  sha1: createHash("sha1").update(`${id}:${phone}:${status}:${secret}`).digest("hex"),
});

const knock = (body: string) => POST(new Request(DOOR, { method: "POST", body }));
const form = (fields: Record<string, string>) => knock(new URLSearchParams(fields).toString());

/** Everything a callback could change. */
async function everything() {
  const { rows } = await pool.query(
    `select (select count(*) from report_inbox) as inbox, (select count(*) from delivery_report) as reports, (select count(*) from orphan_report) as orphans,
       (select md5(string_agg(m::text, ',' order by id)) from message m) as messages, (select md5(string_agg(c::text, ',' order by c)) from mailing_counter c) as counters`,
  );
  return rows[0] as unknown;
}

async function counts() {
  await flushCallbackCounts();
  const { accepted, wrongChecksum, unreadable, ignored } = await readCallbackCounts();
  return { accepted, wrongChecksum, unreadable, ignored };
}

const msisdn = sampleMsisdn(650);
let gatewayId = 0;

beforeAll(async () => {
  const { id } = await given.mailing({ recipients: [msisdn] });
  const { rows } = await pool.query<{ gatewayId: number }>(
    `with carrier as (update submission set state = 'accepted', attempt = 1 where mailing_id = $1 returning id)
     insert into submission_attempt (gateway_id, submission_id, number, outcome) select nextval('gateway_id_seq'), id, 1, 'accepted' from carrier
     returning gateway_id as "gatewayId"`,
    [id],
  );
  gatewayId = rows[0]?.gatewayId ?? 0;
  await pool.query("update mailing_counter_stripe set bucket = 'accepted' where mailing_id = $1", [id]);
});

beforeEach(async () => {
  await flushCallbackCounts();
  await pool.query("update callback_count set accepted = 0, wrong_checksum = 0, unreadable = 0, ignored = 0");
});

describe("a callback that is not the gateway's", () => {
  it.each([
    ["has a wrong checksum", () => form(signed(gatewayId, msisdn, 1, "another secret")), 403, { wrongChecksum: 1 }],
    ["has no checksum", () => form({ id: String(gatewayId), phone: msisdn, status: "1" }), 403, { wrongChecksum: 1 }],
    ["has no fields", () => knock(""), 403, { wrongChecksum: 1 }],
    ["is an empty list", () => knock("[]"), 200, { ignored: 1 }],
    ["is a list of lists and words", () => knock('[[], "word", 7, null]'), 403, { wrongChecksum: 1 }],
    [
      "hides a wrong one among right ones",
      () => knock(JSON.stringify([signed(gatewayId, msisdn, 1), signed(gatewayId, msisdn, 1, "no")])),
      403,
      { wrongChecksum: 1 },
    ],
    ["is broken JSON", () => knock("{"), 400, { unreadable: 1 }],
    ["has 5 MB", () => knock(`id=${gatewayId}&phone=${msisdn}&status=1&mes=${"x".repeat(5 * 1024 * 1024)}`), 413, { unreadable: 1 }],
    ["is an incoming message without a checksum", () => form({ phone: msisdn, mes: "STOP", to: "79990000000" }), 403, { wrongChecksum: 1 }],
  ])("and %s changes nothing, and is counted", async (_, deed, status, counted) => {
    const before = await everything();
    expect((await deed()).status).toBe(status);
    while ((await applyReports(pool)) > 0);
    expect(await everything()).toEqual(before);
    expect(await counts()).toEqual({ accepted: 0, wrongChecksum: 0, unreadable: 0, ignored: 0, ...counted });
  });
});

it("a true callback changes its message once, however often it is replayed", async () => {
  expect((await form(signed(gatewayId, msisdn, 1))).status).toBe(200);
  while ((await applyReports(pool)) > 0);
  const { rows } = await pool.query<{ status: number }>("select status from message where msisdn = $1", [msisdn]);
  expect(rows).toEqual([{ status: 1 }]);
  const before = await everything();
  const event = JSON.stringify(Array.from({ length: 100 }, () => signed(gatewayId, msisdn, 1)));
  for (let replays = 0; replays < 10_000; replays += 100) expect((await knock(event)).status).toBe(200);
  while ((await applyReports(pool)) > 0);
  expect(await everything()).toEqual(before);
  expect(await counts()).toMatchObject({ accepted: 10_001, wrongChecksum: 0 });
});

describe("a knock at the door", () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer((request, response) => {
      void GET(new Request(`http://console.test${request.url ?? "/"}`)).then(async (answer) => response.end(await answer.text()));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => void server.close());

  it("is answered with a proof that the door is this console's, and by nothing else", async () => {
    const callbackUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/smsc/callback?charset=utf-8&sha1`;
    expect(await knockAtOwnDoor(callbackUrl, "sample secret")).toMatchObject({ isGood: true, code: "open" });
    expect(await knockAtOwnDoor(callbackUrl, "another")).toMatchObject({ isGood: false, code: "somebody_else" });
  });
});
