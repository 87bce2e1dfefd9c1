import { Client } from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { exportMessages } from "@/lib/messages/export";
import { FILTER_WORDS, readFilter, type MessageFilter } from "@/lib/messages/filters";
import { listMessages, lookUp } from "@/lib/messages/reads";
import { findMessage } from "@/lib/messages/timeline";
import { given, sampleMsisdn } from "@/lib/testing/factories";

const FIRST = 160_000_000;
const recipients = Array.from({ length: 60 }, (_, n) => sampleMsisdn(FIRST + n));
let mailingId = 0;

async function idsOf(submission: number): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>("select id from submission where mailing_id = $1 order by id", [mailingId]);
  return rows.slice(submission, submission + 1).map(({ id }) => id);
}

async function pageThrough(filter: MessageFilter, { limit = 7, search = "", isDescending = false } = {}): Promise<string[]> {
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page = await listMessages({ mailingId, filter, search, after, isDescending, limit });
    seen.push(...page.rows.map(({ msisdn }) => msisdn));
    after = page.next;
  } while (after !== null);
  return seen;
}

const between = (from: number, to: number) => recipients.slice(from, to);

/** Six slices of ten: queued, submitting, accepted (half with a status), refused, unconfirmed, accepted (all delivered, failed, -2, skipped). */
beforeAll(async () => {
  ({ id: mailingId } = await given.mailing({ recipients, sliceSize: 10, state: "paused" }));
  for (const [index, state] of ["queued", "submitting", "accepted", "refused", "unconfirmed", "accepted"].entries()) {
    await pool.query("update submission set state = $2::submission_state, attempt = 1 where id = any ($1)", [await idsOf(index), state]);
  }
  const mark = (status: number, from: number, to: number) =>
    pool.query("update message set status = $2, status_at = now(), learnt_at = now() where mailing_id = $1 and msisdn = any ($3)", [
      mailingId,
      status,
      between(from, to),
    ]);
  await mark(0, 20, 23);
  await mark(-1, 23, 25);
  await mark(1, 50, 53);
  await mark(20, 53, 55);
  await mark(4, 55, 56);
  await mark(-2, 56, 58);
  await mark(23, 58, 59);
  await pool.query("update message set skip_reason = 'suppressed', submission_id = null where mailing_id = $1 and msisdn = $2", [
    mailingId,
    recipients[59],
  ]);
  await pool.query(
    `update submission s set silent_count = (select count(*) from message m where m.submission_id = s.id and m.status is null) where mailing_id = $1`,
    [mailingId],
  );
});

describe("the messages of a mailing", () => {
  it.each<[MessageFilter, string[]]>([
    ["all", recipients],
    ["delivered", [...between(50, 53), ...between(55, 56)]],
    ["read", between(55, 56)],
    ["failed", [...between(30, 40), ...between(53, 55), ...between(58, 59)]],
    ["with_carriers", between(20, 23)],
    ["at_gateway", [...between(23, 30), ...between(40, 50)]],
    ["leaving", between(10, 20)],
    ["waiting", between(0, 10)],
    ["unconfirmed", between(40, 50)],
    ["refused", between(30, 40)],
    ["skipped", between(59, 60)],
    ["-2", [...between(0, 10), ...between(56, 58)]],
    ["20", between(53, 55)],
    ["999", []],
  ])("narrowed to %s are those alone, in order of number, over all pages", async (filter, expected) => {
    expect(await pageThrough(filter)).toEqual(expected);
    expect(await pageThrough(filter, { limit: 1_000 })).toEqual(expected);
    expect(await pageThrough(filter, { isDescending: true })).toEqual(expected.toReversed());
  });

  it.each<MessageFilter>(["all", "at_gateway", "-2", "skipped"])("are found by the beginning of a number within %s", async (filter) => {
    const all = await pageThrough(filter);
    for (const search of ["7916000005", "+7 (916) 000-00-2", "8 916 000 005", "7", "55"]) {
      const prefix = search.replace(/\D/g, "").replace(/^8/, "7");
      const found = all.filter((msisdn) => msisdn.startsWith(prefix));
      expect(await pageThrough(filter, { search, limit: 3 })).toEqual(found);
      expect(await pageThrough(filter, { search, limit: 3, isDescending: true })).toEqual(found.toReversed());
    }
  });

  it("show -2 where they wait in a paused mailing, and the state they are in elsewhere", async () => {
    const { rows } = await listMessages({ mailingId, filter: "all", limit: 100 });
    const shown = (n: number) => [rows[n]?.state, rows[n]?.code];
    expect(shown(0)).toEqual(["stopped", -2]);
    expect(shown(10)).toEqual(["leaving", null]);
    expect(shown(25)).toEqual(["at_gateway", null]);
    expect(shown(30)).toEqual(["refused", null]);
    expect(shown(50)).toEqual([{ code: 1 }, 1]);
    expect(shown(56)).toEqual([{ code: -2 }, -2]);
    expect(shown(59)).toEqual(["skipped", null]);
  });

  it("share the cost and segments of their request evenly where no own are known", async () => {
    await pool.query("update submission set cost = 30, segment_count = 20 where id = any ($1)", [await idsOf(2)]);
    const { rows } = await listMessages({ mailingId, filter: "0" });
    expect(rows[0]).toMatchObject({ cost: "3.0000", segmentCount: 2 });
  });

  it("do not fail on a cursor that somebody made up", async () => {
    expect((await listMessages({ mailingId, filter: "delivered", after: "nonsense" })).rows).toHaveLength(4);
  });
});

describe("a filter", () => {
  it("is read from a link, and is all for anything else", () => {
    expect(["-2", "20", "failed", "nonsense", "", null, undefined, "1; drop"].map(readFilter)).toEqual([
      "-2",
      "20",
      "failed",
      "all",
      "all",
      "all",
      "all",
      "all",
    ]);
  });
});

describe("a look-up", () => {
  const msisdn = recipients[5] ?? "";

  it.each([msisdn, `+${msisdn}`, `8 ${msisdn.slice(1)}`, `+7 (${msisdn.slice(1, 4)}) ${msisdn.slice(4)}`])(
    "finds a number written as %s",
    async (query) => {
      expect(await lookUp(query)).toMatchObject({ kind: "number", msisdn, rows: [{ msisdn, mailingId }] });
    },
  );

  it("pages newest first", async () => {
    const number = "447700900042";
    for (let n = 0; n < 5; n++) await given.mailing({ recipients: [number] });
    const seen: number[] = [];
    let before: number | null = null;
    do {
      const found = await lookUp(number, { before, limit: 2 });
      if (found.kind !== "number") throw new Error(found.kind);
      seen.push(...found.rows.map(({ id }) => id));
      before = found.next;
    } while (before !== null);
    expect(seen).toHaveLength(5);
    expect(seen).toEqual([...seen].sort((a, b) => b - a));
  });

  it("says whose number it is and that it is suppressed, also when nothing was sent to it", async () => {
    await pool.query("insert into contact (msisdn, name) values ('447700900077', 'Sample')");
    await pool.query("insert into suppression (msisdn, source, reason) values ('447700900077', 'operator', 'asked')");
    expect(await lookUp("+44 7700 900077")).toMatchObject({ kind: "number", name: "Sample", isSuppressed: true, rows: [], next: null });
  });

  it("finds a message by our id and by the gateway's", async () => {
    const { id } = await given.mailing({ recipients: ["447700900043"] });
    const { rows } = await pool.query<{ id: number; submission: number }>(
      "select id, submission_id as submission from message where mailing_id = $1",
      [id],
    );
    const [message] = rows;
    await pool.query("insert into submission_attempt (gateway_id, submission_id, number) values (491701234, $1, 1)", [message?.submission]);
    expect(await lookUp(`#${message?.id}`)).toEqual({ kind: "message", messageId: message?.id });
    expect(await lookUp("491701234")).toEqual({ kind: "message", messageId: message?.id });
  });

  it("says what it cannot read", async () => {
    expect(await lookUp("  ")).toEqual({ kind: "empty" });
    expect(await lookUp("nobody")).toEqual({ kind: "not_understood", query: "nobody" });
    expect(await lookUp("99999999999999999999")).toMatchObject({ kind: "not_understood" });
  });
});

describe("the reads of messages", () => {
  it("never walk through all messages: every plan at some size uses indexes", async () => {
    await fillUp();
    expect(await scansOf(() => pool.query("select count(*) from message where err = 6"))).toEqual(["message"]);
    for (const filter of [...FILTER_WORDS, "-2", "1"] as MessageFilter[]) {
      for (const search of ["", "79"]) {
        for (const isDescending of [false, true]) {
          const asked = { mailingId, filter, search, isDescending };
          expect([asked, await scansOf(() => listMessages(asked))]).toEqual([asked, []]);
        }
      }
    }
    expect(await scansOf(() => lookUp(recipients[0] ?? ""))).toEqual([]);
    expect(await scansOf(() => lookUp("123456"))).toEqual([]);
  });
});

/** Enough messages of other mailings that reading all of them would be dear. */
async function fillUp() {
  await pool.query(
    `with m as (insert into mailing (name, text, state) values ('Sample', 'Text', 'completed') returning id),
       s as (insert into submission (mailing_id, size, silent_count, open_count, state) select id, 100, 0, 0, 'accepted' from m, generate_series(1, 200) returning id, mailing_id)
     insert into message (mailing_id, submission_id, msisdn, status)
     select s.mailing_id, s.id, (71000000000 + s.id::bigint * 100 + n)::text, 1 from s, generate_series(1, 100) n`,
  );
  await pool.query("analyze");
}

type Query = { text: string; values?: unknown[] };

/** Tables that the statements of a read would walk through as a whole, by the server's own plans for them. */
async function scansOf(read: () => Promise<unknown>): Promise<string[]> {
  const scanned: string[] = [];
  for (const { text, values } of await queriesOf(read)) {
    const { rows } = await pool.query<{ "QUERY PLAN": unknown }>(`explain (format json) ${text}`, values);
    for (const [, node] of JSON.stringify(rows).matchAll(/"Node Type":"Seq Scan"([^{}]*)/g)) {
      const table = /"Relation Name":"(message|delivery_report)"/.exec(node ?? "")?.[1];
      if (table) scanned.push(table);
    }
  }
  return scanned;
}

/** What a read asks of the database; it is asked all the same. */
async function queriesOf(read: () => Promise<unknown>): Promise<Query[]> {
  const queries: Query[] = [];
  const ask = Object.getOwnPropertyDescriptor(Client.prototype, "query");
  if (!ask) throw new Error("The client has no query.");
  const original = ask.value as (this: Client, ...given: unknown[]) => unknown;
  Object.defineProperty(Client.prototype, "query", {
    ...ask,
    value(this: Client, ...given: unknown[]) {
      const [query, values] = given as [string | Query, unknown[] | undefined];
      queries.push(typeof query === "string" ? { text: query, values: values ?? [] } : { text: query.text, values: query.values ?? [] });
      return original.apply(this, given);
    },
  });
  try {
    await read();
  } finally {
    Object.defineProperty(Client.prototype, "query", ask);
  }
  return queries;
}

describe("the download", () => {
  const words = { heads: ["number", "status"], state: () => "word", reason: () => "" };

  it("holds exactly the rows of a view, in its order", async () => {
    const read = async (filter: MessageFilter, search = "", isDescending = false) => {
      let text = "";
      for await (const piece of exportMessages({ mailingId, filter, search, isDescending }, words)) text += piece;
      return text
        .split("\r\n")
        .slice(1, -1)
        .map((line) => line.split(",")[0]);
    };
    expect(await read("all")).toEqual(recipients);
    expect(await read("-2")).toEqual([...between(0, 10), ...between(56, 58)]);
    expect(await read("all", "7916000005")).toEqual(between(50, 60));
    expect(await read("999")).toEqual([]);
    expect(await read("all", "", true)).toEqual(recipients.toReversed());
    expect(await read("-2", "", true)).toEqual([...between(0, 10), ...between(56, 58)].toReversed());
  });
});

describe("one message", () => {
  it("is read with its tries and its reports in the order they happened", async () => {
    const msisdn = "447700900044";
    const { id } = await given.mailing({ recipients: [msisdn], text: "The text" });
    const { rows } = await pool.query<{ id: number; submission: number }>(
      "select id, submission_id as submission from message where mailing_id = $1",
      [id],
    );
    await pool.query(
      "insert into submission_attempt (gateway_id, submission_id, number, outcome, answered_at, duration_ms) values (900001, $1, 1, 'accepted', now(), 45)",
      [rows[0]?.submission],
    );
    await pool.query(
      `insert into delivery_report (gateway_id, msisdn, status, err, at, source, learnt_at) values
         (900001, $1, 1, 0, now(), 'callback', now()), (900001, $1, 0, 0, now() - interval '1 minute', 'status', now()), (900001, '447700900045', 20, 1, now(), 'status', now())`,
      [msisdn],
    );
    const found = await findMessage(rows[0]?.id ?? 0);
    expect(found).toMatchObject({ msisdn, text: "The text", tries: [{ gatewayId: 900001, number: 1, outcome: "accepted", durationMs: 45 }] });
    expect(found?.reports.map(({ status, source }) => [status, source])).toEqual([
      [0, "status"],
      [1, "callback"],
    ]);
    expect(await findMessage(987_654_321)).toBeNull();
  });
});
