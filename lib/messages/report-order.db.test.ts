import { expect, it } from "vitest";
import { pool } from "@/lib/db";
import { isSighting, outranks, rankColumns, SIGHTING_SQL, type Standing } from "@/lib/messages/report-order";
import { STATUS_CODES } from "@/lib/smsc/status-catalogue";

const TIMES = [null, new Date("2026-01-01T12:00:00Z"), new Date("2026-01-01T12:00:01Z")];
/** Some that the catalogue does not know, on either side of those it takes for failed. */
const CODES = [...STATUS_CODES, -9, 6, 19, 21, 99];
const REPORTS: Standing[] = CODES.flatMap((status) => TIMES.flatMap((at) => [null, 0, 5].map((err) => ({ status, at, err }))));

const rowOf = (of: string) => `(${rankColumns({ status: `${of}.status`, at: `${of}.at`, err: `${of}.err` }).join(", ")})`;

it("is the same in the database and in the program, for every two reports", async () => {
  const { rows } = await pool.query<{ a: number; b: number; outranks: boolean }>(
    `with report as (
       select place::int, status, at, err from unnest($1::smallint[], $2::timestamptz[], $3::smallint[]) with ordinality as r (status, at, err, place)
     )
     select a.place - 1 as a, b.place - 1 as b, ${rowOf("a")} > ${rowOf("b")} as outranks from report a cross join report b`,
    [REPORTS.map(({ status }) => status), REPORTS.map(({ at }) => at), REPORTS.map(({ err }) => err)],
  );
  expect(rows).toHaveLength(REPORTS.length ** 2);
  const differing = rows.filter((row) => {
    const [a, b] = [REPORTS[row.a], REPORTS[row.b]];
    return !a || !b || outranks(a, b) !== row.outranks;
  });
  expect(differing.map(({ a, b }) => [REPORTS[a], REPORTS[b]])).toEqual([]);
});

it("notes that the gateway still knew a message in the database as in the program", async () => {
  const learnt = [new Date("2026-01-02T23:59:59Z"), new Date("2026-01-03T00:00:00Z"), new Date("2026-01-03T00:00:01Z")];
  const claimed = [new Date("2026-01-02T14:59:59Z"), new Date("2026-01-02T15:00:00Z"), new Date("2026-01-01T00:00:00Z")];
  const seen = [null, new Date("2026-01-01T23:59:59Z"), new Date("2026-01-02T23:59:59Z"), new Date("2026-01-03T00:00:00Z")];
  const cases = [-3, 0].flatMap((status) =>
    ["callback", "status", "history", "answer", "support"].flatMap((source) =>
      learnt.flatMap((learntAt) => claimed.flatMap((claimedAt) => seen.map((seenAt) => ({ status, source, learntAt, claimedAt, seenAt })))),
    ),
  );
  const { rows } = await pool.query<{ noted: boolean }>(
    `select (${SIGHTING_SQL}) as noted
     from unnest($1::int[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[]) with ordinality as c (status, source, learnt_at, claimed_at, seen_at, place)
     order by place`,
    [cases.map((c) => c.status), cases.map((c) => c.source), cases.map((c) => c.learntAt), cases.map((c) => c.claimedAt), cases.map((c) => c.seenAt)],
  );
  const expected = cases.map((each) => isSighting(each, each));
  expect(expected.filter(Boolean).length).toBeGreaterThan(0);
  expect(rows.map(({ noted }) => noted)).toEqual(expected);
});
