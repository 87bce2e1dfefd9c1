import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST } from "@/app/api/smsc/callback/route";
import { db, pool } from "@/lib/db";
import { findMessage } from "@/lib/messages/timeline";
import { handleReply, saveStopWords } from "@/lib/replies/commands";
import { keepReplies, type Reply } from "@/lib/replies/keep-replies";
import { pollReplies } from "@/lib/replies/poll-replies";
import { countUnreadReplies, listReplies, listRepliesFrom, readStopWordLists } from "@/lib/replies/reads";
import { stopWordsSchema } from "@/lib/replies/schema";
import { createClient } from "@/lib/smsc/client";
import { createGovernor, type GovernedGateway } from "@/lib/smsc/governor";
import { createSandbox } from "@/lib/smsc/sandbox/server";
import { claimSubmission, mailingsDue } from "@/lib/submissions/claim";
import { submitClaimed } from "@/lib/submissions/submit";
import { countersAndRows, given, sampleMsisdn } from "@/lib/testing/factories";
import { controlSandbox } from "@/lib/testing/sandbox-control";

const SECRET = "sample-secret";
const WHO = { operatorId: 3, address: null };
let sandbox: Awaited<ReturnType<typeof createSandbox>>;
let gateway: GovernedGateway;
let writers = 0;

const somebody = () => sampleMsisdn(7_000_000 + 100 * ++writers);
const reply = (given: Partial<Reply> & { msisdn: string }): Reply => ({
  inboundId: null,
  text: "Thank you",
  ownMsisdn: "79990000000",
  receivedAt: new Date("2026-11-20T10:00:00Z"),
  ...given,
});
const keep = (replies: Reply[], source: "poll" | "callback" = "poll") => db.$transaction((tx) => keepReplies(tx, source, replies));
const suppressed = async (msisdn: string) => db.suppressionEntry.findUnique({ where: { msisdn } });

const write = (phone: string, text: string) => controlSandbox(sandbox, "incoming", { phone, text });

async function poll() {
  await pool.query("update inbound_poll set asked_at = null, lease_until = null");
  await pool.query("truncate gateway_budget");
  await gateway.probe();
  return pollReplies(pool, gateway);
}

function call(fields: Record<string, string>, secret = SECRET): Promise<Response> {
  const signed = `${fields.phone}:${fields.mes}:${fields.to}:${secret}`;
  const sha1 = createHash("sha1").update(signed).digest("hex");
  return POST(new Request("http://localhost/api/smsc/callback", { method: "POST", body: new URLSearchParams({ ...fields, sha1 }) }));
}

beforeAll(async () => {
  process.env.SMSC_CALLBACK_SECRET = SECRET;
  sandbox = await createSandbox({ pace: "at-once", minuteMs: 50 });
  gateway = createGovernor({
    pool,
    minuteMs: 50,
    settings: "test",
    connect: (onExchange) => createClient({ baseUrl: sandbox.baseUrl, login: "demo", password: "demo", timeoutMs: 2_000, onExchange }),
  });
  await pool.query("insert into operator (id, email, name, role, password_hash) values (3, 's@sample.test', 'Sample Support', 'support', '-')");
});

beforeEach(async () => {
  await controlSandbox(sandbox, "reset");
  await pool.query("truncate inbound_message, suppression, audit_entry; update inbound_poll set after_id = null");
});

afterEach(() => pool.query("update mailing set state = 'canceled' where state in ('sending', 'paused')"));

afterAll(async () => {
  await gateway.close();
  await sandbox.close();
});

describe("incoming messages", () => {
  it("come in by asking, from where the last question ended, whoever asks", async () => {
    const [first, second] = [somebody(), somebody()];
    await write(first, "One");
    expect(await poll()).toEqual({ kept: 1, hasMore: false });
    expect(await poll()).toEqual({ kept: 0, hasMore: false });
    await write(second, "Two");
    expect(await poll()).toEqual({ kept: 1, hasMore: false });
    expect(await pollReplies(pool, gateway), "a minute has not passed").toEqual({ kept: 0, hasMore: false });
    const { rows } = await listReplies("open", {});
    expect(rows.map(({ msisdn, text }) => [msisdn, text])).toEqual([
      [second, "Two"],
      [first, "One"],
    ]);
  });

  it("are asked for again after the gateway failed", async () => {
    await write(somebody(), "Again");
    await controlSandbox(sandbox, "faults", { kind: "html502", script: "get" });
    expect(await poll()).toEqual({ kept: 0, hasMore: false });
    expect((await poll()).kept).toBeGreaterThan(0);
  });

  it("are kept once, though callback and history both tell of them, with and without a number of the gateway's", async () => {
    const msisdn = somebody();
    const at = new Date("2026-11-20T10:00:00Z");
    await keep([reply({ msisdn, receivedAt: at })], "callback");
    await keep([reply({ msisdn, receivedAt: at })], "callback");
    await keep([reply({ msisdn, inboundId: "70", receivedAt: new Date(at.getTime() + 2_000) })]);
    await keep([reply({ msisdn, receivedAt: at })], "callback");
    expect(await db.inboundMessage.findMany({ select: { inboundId: true, source: true } })).toEqual([{ inboundId: "70", source: "callback" }]);
    await keep([reply({ msisdn, inboundId: "71", receivedAt: new Date(at.getTime() + 3_000) })]);
    expect(await db.inboundMessage.count(), "the same words once more are another message").toBe(2);
  });

  it("are kept once when both ways tell of them at one moment", async () => {
    const msisdn = somebody();
    await Promise.all([keep([reply({ msisdn })], "callback"), keep([reply({ msisdn, inboundId: "80" })]), keep([reply({ msisdn })], "callback")]);
    expect(await db.inboundMessage.count()).toBe(1);
  });

  it("are tied to the newest message that had left to the number", async () => {
    const msisdn = somebody();
    const older = await given.mailing({ recipients: [msisdn] });
    await sendAll(older.id);
    const waiting = await given.mailing({ recipients: [msisdn], state: "paused" });
    await keep([reply({ msisdn, receivedAt: new Date(Date.now() + 1_000) })]);
    const [row] = await listRepliesFrom(msisdn);
    const { rows } = await pool.query<{ mailing: number }>("select mailing_id as mailing from message where id = $1", [row?.messageId]);
    expect(rows).toEqual([{ mailing: older.id }]);
    expect(waiting.id).toBeGreaterThan(older.id);
    expect((await findMessage(row?.messageId ?? 0))?.replies).toMatchObject([{ text: "Thank you", isStop: false }]);
  });
});

describe("an incoming message with characters that no column takes", () => {
  it("is kept without them, a stop word among them", async () => {
    const msisdn = somebody();
    expect(await keep([reply({ msisdn, text: "ST\0OP\0" })])).toBe(1);
    expect(await suppressed(msisdn)).toMatchObject({ reason: "STOP" });
  });
});

describe("the door for callbacks", () => {
  const fields = (phone: string, mes: string) => ({ phone, mes, to: "79990000000", ts: "1795000000", id: "901" });

  it("writes an incoming message down before it answers, and refuses one that is signed otherwise", async () => {
    const msisdn = somebody();
    const refused = await call(fields(msisdn, "Hello"), "another");
    expect(refused.status).toBe(403);
    expect(await db.inboundMessage.count()).toBe(0);
    const taken = await call(fields(msisdn, "Привет, спасибо"));
    expect([taken.status, await taken.text()]).toEqual([200, "OK"]);
    expect(await listRepliesFrom(msisdn)).toMatchObject([{ text: "Привет, спасибо", receivedAt: new Date(1_795_000_000_000).toISOString() }]);
    await call(fields(msisdn, "Привет, спасибо"));
    expect(await db.inboundMessage.count()).toBe(1);
  });

  it("suppresses a number that writes a stop word, in the language it is written in", async () => {
    const [english, russian, neither] = [somebody(), somebody(), somebody()];
    await call({ ...fields(english, "Stop!"), id: "902" });
    await call({ ...fields(russian, " стоп. "), id: "903" });
    await call({ ...fields(neither, "Do not stop"), id: "904" });
    expect(await suppressed(english)).toMatchObject({ source: "reply", reason: "Stop!", createdById: null });
    expect(await suppressed(russian)).toMatchObject({ source: "reply" });
    expect(await suppressed(neither)).toBeNull();
    const done = await listReplies("done", {});
    expect(done.rows.map(({ msisdn, isStop, doneBy }) => [msisdn, isStop, doneBy])).toEqual([
      [russian, true, null],
      [english, true, null],
    ]);
  });
});

/** Hand over what a mailing has now. */
async function sendAll(mailingId: number) {
  await gateway.probe();
  while (await sendSlice(mailingId));
}

async function sendSlice(mailingId: number): Promise<boolean> {
  const due = (await mailingsDue(pool)).find(({ id }) => id === mailingId);
  const claimed = due && (await claimSubmission(pool, due));
  if (!claimed) return false;
  const lane = await gateway.openLane();
  if (!lane) throw new Error("No lane was free.");
  await submitClaimed(lane, claimed);
  await lane.release();
  return true;
}

describe("a stop word in the middle of a mailing", () => {
  it("leaves its number out of everything that is claimed after the reply was committed", async () => {
    const recipients = Array.from({ length: 6 }, somebody);
    const { id } = await given.mailing({ recipients, sliceSize: 2 });
    await gateway.probe();
    expect(await sendSlice(id)).toBe(true);
    const stopping = recipients[4] ?? "";
    await write(stopping, "STOP");
    expect((await poll()).kept).toBe(1);
    await sendAll(id);
    const taken = (await (await fetch(`${sandbox.controlUrl}messages?phone=${stopping}`)).json()) as unknown[];
    expect(taken).toEqual([]);
    const { rows } = await pool.query("select msisdn, skip_reason from message where mailing_id = $1 and skip_reason is not null", [id]);
    expect(rows).toEqual([{ msisdn: stopping, skip_reason: "suppressed" }]);
    const { counters, rows: counted } = await countersAndRows(id);
    expect(counters).toEqual(counted);
  });
});

describe("the inbox", () => {
  it("counts what is unread, and keeps who did what first", async () => {
    const msisdn = somebody();
    await keep([reply({ msisdn, inboundId: "1" }), reply({ msisdn, inboundId: "2", text: "Where is my order?" })]);
    expect(await countUnreadReplies()).toBe(2);
    const [newest, older] = (await listReplies("unread", {})).rows;
    const handle = (replyId: number | undefined, deed: "read" | "done" | "reopen") =>
      db.$transaction((tx) => handleReply(tx, { replyId: replyId ?? 0, deed }, WHO));
    expect(await handle(newest?.id, "read")).toMatchObject({ ok: true });
    expect(await handle(older?.id, "done")).toMatchObject({ ok: true });
    expect(await handle(older?.id, "done")).toMatchObject({ ok: true });
    expect(await countUnreadReplies()).toBe(0);
    expect((await listReplies("open", {})).rows).toMatchObject([{ id: newest?.id, isRead: true }]);
    expect((await listReplies("done", {})).rows).toMatchObject([{ id: older?.id, doneBy: "Sample Support" }]);
    await handle(older?.id, "reopen");
    expect((await listReplies("open", {})).rows).toHaveLength(2);
    expect(await handle(987_654, "done")).toMatchObject({ ok: false, error: { code: "reply.not_found" } });
  });

  it("is paged without counting, forwards and back", async () => {
    const msisdn = somebody();
    await keep(Array.from({ length: 120 }, (_, n) => reply({ msisdn, inboundId: String(1_000 + n), text: `Text ${n}` })));
    const first = await listReplies("open", {});
    const second = await listReplies("open", { after: first.next ?? "" });
    const back = await listReplies("open", { before: second.previous ?? "" });
    expect([first.rows.length, second.rows.length, second.rows[0]?.text]).toEqual([50, 50, "Text 69"]);
    expect(back.rows).toEqual(first.rows);
    const plan = await pool.query<{ "QUERY PLAN": string }>(
      "explain select id from inbound_message r where r.done_at is null and r.id < 100 order by r.id desc limit 51",
    );
    expect(plan.rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("Index");
  });
});

describe("the stop words", () => {
  it("are replaced as entered, with an audit entry, and count from then on", async () => {
    const input = stopWordsSchema.parse({ en: "Basta!\nstop", ru: "хватит" });
    await db.$transaction((tx) => saveStopWords(tx, input, WHO));
    expect(await readStopWordLists()).toEqual({ en: ["BASTA", "STOP"], ru: ["ХВАТИТ"] });
    const msisdn = somebody();
    await keep([reply({ msisdn, text: "хватит…" })]);
    expect(await suppressed(msisdn)).not.toBeNull();
    expect(await db.auditEntry.findFirst({ where: { event: "stop_words.changed" } })).toMatchObject({
      operatorId: 3,
      after: ["BASTA", "STOP", "ХВАТИТ"],
    });
  });

  it("are refused when they are too many or too long", () => {
    const fault = (en: string) => stopWordsSchema.safeParse({ en, ru: "" }).error?.issues.map(({ message }) => message);
    expect(fault(Array.from({ length: 101 }, (_, n) => `w${n}`).join("\n"))).toEqual(["stop_words_too_many"]);
    expect(fault("x".repeat(61))).toEqual(["stop_word_too_long"]);
  });
});
