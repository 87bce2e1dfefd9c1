import { beforeEach, describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { findLoosely } from "@/lib/messages/find-loosely";

beforeEach(() => pool.query("truncate message, mailing, contact cascade"));

async function contact(msisdn: string, name: string | null = null) {
  await pool.query("insert into contact (msisdn, name) values ($1, $2)", [msisdn, name]);
}

async function single(msisdn: string): Promise<number> {
  const { rows } = await pool.query<{ id: number }>("insert into message (kind, msisdn, text) values ('single', $1, 'Sample') returning id", [
    msisdn,
  ]);
  return rows[0]?.id ?? 0;
}

async function mailing(name: string, text: string) {
  await pool.query("insert into mailing (name, text) values ($1, $2)", [name, text]);
}

describe("numbers by their last digits", () => {
  it("are found whether they are contacts or only got a message, those with the newest message first", async () => {
    await contact("447700900832", "Sample Ann");
    await contact("447700911111");
    const messageId = await single("79160000832");
    expect(await findLoosely("0832")).toEqual({
      numbers: [
        { msisdn: "79160000832", name: null, contactId: null, messageId },
        { msisdn: "447700900832", name: "Sample Ann", contactId: expect.any(Number) as number, messageId: null },
      ],
      messageId: null,
      mailings: [],
      hasMore: false,
    });
    expect((await findLoosely("90 08-32")).numbers.map(({ msisdn }) => msisdn)).toEqual(["447700900832"]);
  });

  it("stand beside the message whose id they are, too", async () => {
    await contact("447700900832");
    const { rows } = await pool.query<{ id: number }>(
      "insert into message (id, kind, msisdn, text) values (900832, 'single', '79160000111', 'Sample') returning id",
    );
    expect(await findLoosely("900832")).toMatchObject({ numbers: [{ msisdn: "447700900832" }], messageId: rows[0]?.id });
  });

  it("are not searched by fewer than four digits, nor by a whole number's", async () => {
    await contact("447700900832");
    for (const query of ["832", "447700900832", "", "+"]) expect((await findLoosely(query)).numbers, query).toEqual([]);
  });

  it("are a page at most, and it is said that there are more", async () => {
    await pool.query("insert into contact (msisdn) select (4477000000000 + n * 10000 + 1234)::text from generate_series(1, 30) n");
    const { numbers, hasMore } = await findLoosely("1234");
    expect([numbers.length, hasMore]).toEqual([20, true]);
  });

  it("are read by their index, few pages of it, however many contacts there are", async () => {
    await pool.query("insert into contact (msisdn) select (79000000000 + n)::text from generate_series(1, 20000) n");
    await pool.query("analyze contact");
    const { rows } = await pool.query<{ "QUERY PLAN": string }>(
      `explain (analyze, buffers) select msisdn from contact where reverse(msisdn) collate "C" >= '2380' and reverse(msisdn) collate "C" < '2380' || '~' limit 21`,
    );
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toContain("contact_msisdn_end_idx");
    expect(Number(/shared hit=(\d+)/.exec(plan)?.[1] ?? 0)).toBeLessThan(40);
  });
});

describe("mailings by words", () => {
  beforeEach(async () => {
    await mailing("Weekend sale", "Everything at SampleShop is 20% off.");
    await mailing("Часы работы", "В праздники магазин открыт с 10 до 16.");
  });

  it.each([
    ["weekend", ["Weekend sale"]],
    ["SAMPLESH off", ["Weekend sale"]],
    ["праздн", ["Часы работы"]],
    ["часы магазин", ["Часы работы"]],
    ["weekend магазин", []],
    ["' | & ! :* )(", []],
  ])("by %j are %j", async (query, names) => {
    expect((await findLoosely(query)).mailings.map(({ name }) => name)).toEqual(names);
  });
});
