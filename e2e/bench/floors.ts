import { once } from "node:events";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import type { Pool } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { Pool as HttpPool } from "undici";
import { percentile } from "./report";

/** Plain COPY of the same contacts into a table of their columns with its one unique index; rows a second. */
export async function copyFloor(pool: Pool, lines: () => Iterable<string>, count: number): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query(`create table bench_copy (msisdn varchar(15) collate "C" unique, name varchar(200), city text)`);
    const startedAt = performance.now();
    const stream = client.query(copyFrom("copy bench_copy from stdin with (format csv)"));
    await pipeline(Readable.from(lines()), stream);
    const seconds = (performance.now() - startedAt) / 1000;
    await client.query("drop table bench_copy");
    return count / seconds;
  } finally {
    client.release();
  }
}

/** INSERT … SELECT of as many messages into a copy of the table with all its indexes, as large as the real one; rows a second. */
export async function insertSelectFloor(pool: Pool, count: number): Promise<number> {
  await pool.query(`create table bench_message (like message including all)`);
  await pool.query(`insert into bench_message select * from message order by id limit $1`, [count]);
  const startedAt = performance.now();
  await pool.query(
    `insert into bench_message (kind, mailing_id, submission_id, msisdn)
     select 'mailing', -1, 1 + (n - 1) / 100, (70000000000 + n)::text from generate_series(1::bigint, $1::bigint) n`,
    [count],
  );
  const seconds = (performance.now() - startedAt) / 1000;
  await pool.query("drop table bench_message");
  return count / seconds;
}

/** A bare loop that posts a body of `perRequest` numbers to the sandbox, eight at a time; messages a second. */
export async function httpFloor(sandboxUrl: string, requests: number, perRequest: number): Promise<number> {
  const http = new HttpPool(new URL(sandboxUrl).origin, { connections: 8, pipelining: 1 });
  let next = 0;
  async function lane() {
    while (next < requests) {
      const request = next++;
      const phones = Array.from({ length: perRequest }, (_, n) => `%2B${79_110_000_000 + request * perRequest + n}`).join(",");
      const { body } = await http.request({
        path: "/sys/send.php",
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: `login=demo&psw=demo&charset=utf-8&fmt=3&cost=3&op=1&id=${1_900_000_000 + request}&mes=Floor&phones=${phones}`,
      });
      await body.text();
    }
  }
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: 8 }, lane));
  const seconds = (performance.now() - startedAt) / 1000;
  http.close().catch(() => {});
  await once(http, "disconnect").catch(() => {});
  return (requests * perRequest) / seconds;
}

/** Reading one message by its primary key; milliseconds, 95th percentile. */
export async function primaryKeyFloor(pool: Pool, ids: readonly number[]): Promise<number> {
  const times: number[] = [];
  for (const id of ids) {
    const startedAt = performance.now();
    await pool.query({ name: "bench_pk", text: "select * from message where id = $1", values: [id] });
    times.push(performance.now() - startedAt);
  }
  return percentile(times, 0.95);
}

/** The least that a claim can be: read a hundred rows, change one, append one, in one transaction; milliseconds, median. */
export async function claimFloor(pool: Pool, times: number): Promise<number> {
  await pool.query("create table bench_submission (id int primary key, state text)");
  await pool.query("create table bench_attempt (id int primary key, submission_id int)");
  await pool.query("insert into bench_submission select n, 'queued' from generate_series(1, $1::int) n", [times]);
  const client = await pool.connect();
  const taken: number[] = [];
  try {
    for (let n = 1; n <= times; n++) {
      const startedAt = performance.now();
      await client.query("begin");
      await client.query({ name: "bench_pick", text: "update bench_submission set state = 'submitting' where id = $1", values: [n] });
      await client.query({ name: "bench_read", text: "select id, msisdn, text from message where submission_id = $1 order by id", values: [n] });
      await client.query({ name: "bench_attempt", text: "insert into bench_attempt values ($1, $1)", values: [n] });
      await client.query("commit");
      taken.push(performance.now() - startedAt);
    }
  } finally {
    client.release();
  }
  await pool.query("drop table bench_submission, bench_attempt");
  return percentile(taken, 0.5);
}

/** Appending as many reports and setting as many statuses by their primary keys, a thousand a transaction; reports a second. */
export async function reportsFloor(pool: Pool, count: number): Promise<number> {
  await pool.query(`create table bench_message (like message including all)`);
  await pool.query(`create table bench_report (like delivery_report including all)`);
  await pool.query(`insert into bench_message select * from message order by id limit $1`, [count]);
  const { rows } = await pool.query<{ id: number; msisdn: string }>("select id, msisdn from bench_message order by id");
  const startedAt = performance.now();
  for (let from = 0; from < rows.length; from += 1_000) await reportsPage(pool, rows.slice(from, from + 1_000));
  const seconds = (performance.now() - startedAt) / 1000;
  await pool.query("drop table bench_message, bench_report");
  return rows.length / seconds;
}

async function reportsPage(pool: Pool, page: readonly { id: number; msisdn: string }[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query({
      name: "bench_report",
      text: `insert into bench_report (gateway_id, msisdn, status, err, at, source, learnt_at)
             select 1, msisdn, 1, 0, now(), 'history', now() from unnest($1::text[]) as r (msisdn)`,
      values: [page.map(({ msisdn }) => msisdn)],
    });
    await client.query({
      name: "bench_status",
      text: `update bench_message m set status = 1, err = 0, status_at = now(), learnt_at = now()
             from unnest($1::bigint[]) as r (id) where m.id = r.id`,
      values: [page.map(({ id }) => id)],
    });
    await client.query("commit");
  } finally {
    client.release();
  }
}
