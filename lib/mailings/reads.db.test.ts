import { beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { findProgress } from "@/lib/mailings/read-progress";
import { countTabs, findMailing, listHistory, listMailings, readMailingsPage, readPasted } from "@/lib/mailings/reads";
import { given, sampleMsisdn } from "@/lib/testing/factories";

let numbers = 0;
const fresh = (count: number) => Array.from({ length: count }, () => sampleMsisdn(++numbers));

async function breaker(state: string, cause: string | null) {
  await pool.query("update gateway_state set breaker = $1, cause = $2 where id = 1", [state, cause]);
}

beforeAll(async () => {
  await pool.query("insert into operator (id, email, name, role, password_hash) values (7, 'seven@demo.test', 'Demo Seven', 'operator', '-')");
  await pool.query("insert into worker_heartbeat (id) values ('alive')");
  await breaker("closed", null);
});

describe("the progress of a mailing", () => {
  it("is null for one that does not exist", async () => {
    expect(await findProgress(987_654_321)).toBeNull();
    expect(await findMailing(987_654_321)).toBeNull();
  });

  it("says who paused it, when and why, and what waits there", async () => {
    const { id } = await given.mailing({ recipients: fresh(5), state: "paused" });
    await pool.query("update mailing set pause_cause = 'operator', pause_reason = 'Wrong price', paused_at = now(), paused_by_id = 7 where id = $1", [
      id,
    ]);
    const progress = await findProgress(id);
    expect(progress).toMatchObject({
      state: "paused",
      bar: { stopped: 5, planned: 0 },
      numbers: { stoppedHere: 5, leavingNow: 0, audience: 5 },
      pause: { cause: "operator", reason: "Wrong price", by: "Demo Seven" },
      wait: null,
    });
    expect(Math.abs(Date.now() - Date.parse(progress?.asOf ?? ""))).toBeLessThan(60_000);
  });

  it("says how long it will take at its speed", async () => {
    const { id } = await given.mailing({ recipients: fresh(30), speedPerMinute: 60, sliceSize: 1 });
    expect(await findProgress(id)).toMatchObject({ secondsLeft: 30, speedPerMinute: 60, wait: null });
  });

  it.each([
    ["credentials", "gateway_credentials"],
    ["blocked", "gateway_blocked"],
  ])("says that the gateway's breaker (%s) holds it up", async (cause, code) => {
    const { id } = await given.mailing({ recipients: fresh(2) });
    await breaker("open", cause);
    expect((await findProgress(id))?.wait).toMatchObject({ code });
    await breaker("closed", null);
  });

  it("says that no worker lives, before anything else", async () => {
    const { id } = await given.mailing({ recipients: fresh(2) });
    await pool.query("update worker_heartbeat set beat_at = now() - interval '1 hour'");
    expect((await findProgress(id))?.wait).toEqual({ code: "no_worker", until: null, count: null });
    await pool.query("update worker_heartbeat set beat_at = now()");
  });

  it("adds up to the frozen audience while planning is under way", async () => {
    const { id } = await given.mailing({ recipients: fresh(4) });
    await pool.query("update mailing set state = 'planning', audience_count = 10, planned_at = null where id = $1", [id]);
    expect((await findProgress(id))?.numbers).toMatchObject({ stoppedHere: 10, audience: 10 });
  });
});

describe("the list of mailings", () => {
  it.each([
    ["newest first", { by: "made", isDescending: true }, [7, 6, 5, 4, 3, 2, 1]],
    ["oldest first", { by: "made", isDescending: false }, [1, 2, 3, 4, 5, 6, 7]],
    // Two of one name follow each other by age.
    ["by name", { by: "name", isDescending: false }, [1, 4, 7, 2, 5, 3, 6]],
    ["by name from the end", { by: "name", isDescending: true }, [6, 3, 5, 2, 7, 4, 1]],
  ] as const)("pages %s without gaps or repeats, by tab, forth and back", async (_, sort, expected) => {
    await pool.query("delete from mailing where state = 'scheduled'");
    const { rows: made } = await pool.query<{ id: number }>(
      "insert into mailing (name, text, state) select 'Sample ' || (n - 1) % 3, 'Text', 'scheduled' from generate_series(1, 7) n returning id",
    );
    const ids = made.map(({ id }) => id).sort((a, b) => a - b);
    const pages: number[][] = [];
    let after: string | null = null;
    do {
      const page = await listMailings({ tab: "scheduled", cursor: after === null ? {} : { after }, sort, limit: 3 });
      pages.push(page.rows.map(({ id }) => ids.indexOf(id) + 1));
      after = page.next;
    } while (after !== null);
    expect(pages).toEqual([expected.slice(0, 3), expected.slice(3, 6), expected.slice(6)]);
    const last = String(ids[(expected[6] ?? 0) - 1]);
    const back = await listMailings({ tab: "scheduled", cursor: { before: last }, sort, limit: 3 });
    expect(back.rows.map(({ id }) => ids.indexOf(id) + 1)).toEqual(expected.slice(3, 6));
    expect((await countTabs()).scheduled).toBe(7);
  });

  it("reads any address", async () => {
    const page = await readMailingsPage({ tab: "toString", sort: "-state", after: "nonsense" });
    expect(page.rows.map(({ id }) => id)).toEqual((await listMailings({ tab: "all" })).rows.map(({ id }) => id));
    expect(page.rows.length).toBeGreaterThan(0);
  });
});

describe("a mailing", () => {
  it("is read with its lists, its pasted numbers and its history", async () => {
    const list = await given.list([{ msisdn: fresh(1)[0] ?? "" }]);
    const { id } = await given.draft({ listIds: [list.id], pasted: ["447700900001", "447700900002"] });
    await pool.query("insert into audit_entry (operator_id, event, subject) values (7, 'mailing.created', $1), (null, 'mailing.started', $1)", [
      `mailing:${id}`,
    ]);
    expect(await findMailing(id)).toMatchObject({ state: "draft", lists: [{ id: list.id, memberCount: 1 }], pastedCount: 2 });
    expect(await readPasted(id)).toBe("447700900001\n447700900002");
    expect((await listHistory(id)).map(({ event, by }) => [event, by])).toEqual([
      ["mailing.started", null],
      ["mailing.created", "Demo Seven"],
    ]);
  });
});
