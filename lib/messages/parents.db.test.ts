import { describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { given, sampleMsisdn } from "@/lib/testing/factories";

async function mailingOfOne(n: number) {
  const { id } = await given.mailing({ recipients: [sampleMsisdn(n)] });
  const { rows } = await pool.query<{ messageId: number; submissionId: number }>(
    `select id as "messageId", submission_id as "submissionId" from message where mailing_id = $1`,
    [id],
  );
  if (!rows[0]) throw new Error("The mailing has no message.");
  return { id, ...rows[0] };
}

const insert = (mailingId: number | null, submissionId: number | null) =>
  pool.query("insert into message (kind, mailing_id, submission_id, msisdn) values ($1, $2, $3, '447700900999')", [
    mailingId === null ? "single" : "mailing",
    mailingId,
    submissionId,
  ]);
const isNamed = { code: "23503" };

describe("a message", () => {
  it("names no mailing and no submission that is not there", async () => {
    const { id } = await mailingOfOne(1);
    await expect(insert(2_000_000_000, null)).rejects.toMatchObject(isNamed);
    await expect(insert(id, 2_000_000_000)).rejects.toMatchObject(isNamed);
    await expect(insert(null, 2_000_000_000)).rejects.toMatchObject(isNamed);
    await insert(id, null);
  });

  it("is in no submission of another mailing", async () => {
    const [one, other] = [await mailingOfOne(2), await mailingOfOne(3)];
    await expect(insert(one.id, other.submissionId)).rejects.toMatchObject(isNamed);
    await expect(insert(null, other.submissionId)).rejects.toMatchObject(isNamed);
  });

  it("may leave its submission, and moves to no other", async () => {
    const [one, other] = [await mailingOfOne(4), await mailingOfOne(5)];
    const move = (set: string, value: number | null) => pool.query(`update message set ${set} = $2 where id = $1`, [one.messageId, value]);
    await expect(move("submission_id", other.submissionId)).rejects.toMatchObject(isNamed);
    await expect(move("mailing_id", other.id)).rejects.toMatchObject(isNamed);
    await move("submission_id", null);
  });

  it("keeps its mailing and its submission from being deleted", async () => {
    const { id, submissionId } = await mailingOfOne(6);
    await expect(pool.query("delete from mailing where id = $1", [id])).rejects.toMatchObject(isNamed);
    await expect(pool.query("delete from submission where id = $1", [submissionId])).rejects.toMatchObject(isNamed);
    const { rowCount } = await pool.query("select from message where mailing_id = $1", [id]);
    expect(rowCount).toBe(1);
  });
});
