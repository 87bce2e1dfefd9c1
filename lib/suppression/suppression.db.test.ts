import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/db";
import { err, ok } from "@/lib/errors";
import type { Cursor } from "@/lib/keyset";
import { liftSuppression, suppress } from "@/lib/suppression/commands";
import { findSuppression, listSuppression, listSuppressionOfNumber } from "@/lib/suppression/reads";
import { liftSuppressionSchema, suppressSchema } from "@/lib/suppression/schema";
import { sampleMsisdn } from "@/lib/testing/factories";

const operatorId = 5;

beforeAll(async () => {
  await pool.query("insert into operator (id, email, name, role, password_hash) values (5, 'five@example.test', 'Sample Five', 'support', '-')");
});
beforeEach(async () => {
  await pool.query("truncate suppression, contact, audit_entry cascade");
});

const put = (msisdn: string, reason = "Asked by phone") =>
  db.$transaction((tx) => suppress(tx, { msisdn, reason, source: "operator", operatorId, address: "192.0.2.1" }));
const lift = (msisdn: string, reason = "Asked to get them again") =>
  db.$transaction((tx) => liftSuppression(tx, { msisdn, reason, operatorId, address: "192.0.2.1" }));

async function walk(search: string, limit: number) {
  const forward: string[][] = [];
  let cursor: Cursor = {};
  for (;;) {
    const page = await listSuppression(cursor, search, limit);
    forward.push(page.rows.map(({ msisdn }) => msisdn));
    if (page.next === null) break;
    cursor = { after: page.next };
  }
  const back: string[][] = [];
  let page = await listSuppression(cursor, search, limit);
  while (page.previous !== null) {
    page = await listSuppression({ before: page.previous }, search, limit);
    back.unshift(page.rows.map(({ msisdn }) => msisdn));
  }
  return { forward, back };
}

describe("suppressing a number", () => {
  it("puts it on the list and writes down who did it, from where and why", async () => {
    expect(await put("447700900001")).toEqual(ok({ msisdn: "447700900001", isNew: true }));
    expect(await findSuppression("447700900001")).toMatchObject({
      source: "operator",
      reason: "Asked by phone",
      createdBy: "Sample Five",
      contactId: null,
    });
    expect(await db.auditEntry.findMany()).toMatchObject([
      { event: "suppression.added", operatorId, subject: "suppression:447700900001", reason: "Asked by phone", address: "192.0.2.1" },
    ]);
  });

  it("keeps the first reason of a number that is there already, also of several at one moment", async () => {
    await put("447700900001", "First reason");
    const outcomes = await Promise.all([put("447700900001", "Second reason"), put("447700900001", "Third reason")]);
    expect(outcomes).toEqual([ok({ msisdn: "447700900001", isNew: false }), ok({ msisdn: "447700900001", isNew: false })]);
    expect((await findSuppression("447700900001"))?.reason).toBe("First reason");
    expect(await db.auditEntry.count()).toBe(1);
  });

  it("asks for a number and a reason", () => {
    const codesOf = (input: unknown) => suppressSchema.safeParse(input).error?.issues.map(({ message }) => message);
    expect(codesOf({ msisdn: "123", reason: " " })).toEqual(["msisdn_invalid", "reason_required"]);
    expect(suppressSchema.parse({ msisdn: "8 916 123-45-67", reason: " Asked " })).toEqual({ msisdn: "79161234567", reason: "Asked" });
  });
});

describe("lifting a suppression", () => {
  it("takes the number off and writes down what stood there and why it was lifted", async () => {
    await put("447700900001");
    expect(await lift("447700900001")).toEqual(ok({ msisdn: "447700900001" }));
    expect(await findSuppression("447700900001")).toBeNull();
    expect(await db.auditEntry.findFirst({ orderBy: { id: "desc" } })).toMatchObject({
      event: "suppression.lifted",
      operatorId,
      subject: "suppression:447700900001",
      before: { reason: "Asked by phone", source: "operator" },
      reason: "Asked to get them again",
      address: "192.0.2.1",
    });
  });

  it("is done once when two do it at one moment", async () => {
    await put("447700900001");
    const outcomes = await Promise.all([lift("447700900001"), lift("447700900001")]);
    expect(outcomes.filter(({ ok: done }) => done)).toHaveLength(1);
    expect(outcomes.find(({ ok: done }) => !done)).toEqual(err({ code: "suppression.not_found" }));
    expect(await db.auditEntry.count({ where: { event: "suppression.lifted" } })).toBe(1);
  });

  it("asks for a reason", () => {
    const parsed = liftSuppressionSchema.safeParse({ msisdn: "447700900001", reason: "" });
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual(["reason_required"]);
  });
});

describe("the suppression list", () => {
  it("pages newest first, forward and back, by cursors that tell no number", async () => {
    for (const n of [30, 10, 20, 50, 40]) await put(sampleMsisdn(n));
    const expected = [[40, 50], [20, 10], [30]].map((page) => page.map(sampleMsisdn));
    const { forward, back } = await walk("", 2);
    expect(forward).toEqual(expected);
    expect(back).toEqual(expected.slice(0, 2));
    expect((await listSuppression({}, "", 2)).next).toMatch(/^\d{1,6}$/);
  });

  it("is searched by the beginning of a number, forward and back; words find nothing", async () => {
    for (const msisdn of ["79161111111", "79161111112", "79161111113", "79171111111"]) await put(msisdn);
    const { forward, back } = await walk("8 916", 2);
    expect((await listSuppression({}, "8 916", 2)).next).toMatch(/^\d{1,6}$/);
    expect(forward).toEqual([["79161111111", "79161111112"], ["79161111113"]]);
    expect(back).toEqual([["79161111111", "79161111112"]]);
    expect((await walk("Asked", 2)).forward).toEqual([[]]);
  });

  it("finds a whole number, and nothing by its beginning, for those who see numbers masked", async () => {
    await put("79161111111");
    expect((await listSuppressionOfNumber("8 (916) 111-11-11")).rows).toHaveLength(1);
    expect((await listSuppressionOfNumber("7916111")).rows).toHaveLength(0);
    expect((await listSuppressionOfNumber("")).rows).toHaveLength(0);
  });

  it("names the contact of a number", async () => {
    const { id } = await db.contact.create({ data: { msisdn: "447700900001" } });
    await put("447700900001");
    expect((await listSuppression({})).rows).toMatchObject([{ msisdn: "447700900001", contactId: id }]);
  });
});
