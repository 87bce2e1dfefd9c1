import { beforeEach, describe, expect, it } from "vitest";
import { number, freshSandbox } from "./harness";

const { ask, askJson, codeOf, withoutLimits } = freshSandbox();
beforeEach(() => withoutLimits());

const phones = (fields: Record<string, string | number>) => askJson("phones", fields);
const idOf = async (fields: Record<string, string | number>) => ((await phones(fields)) as { id: number }).id;
const OK = { result: "OK" };

describe("a contact", () => {
  const anna = { phone: "79161234567", name: "Anna", fnm: "Anna", lnm: "Smith", mnm: "", bd: "01.01.1980", myid: "4321", cmt: "vip", tags: "shop" };

  it("is added, listed with every field, changed and deleted", async () => {
    const grp = await idOf({ add_group: 1, name: "Friends" });
    const id = await idOf({ add: 1, ...anna, pho: "+79261234567", grp });
    expect(await phones({ get: 1, phone: "79161234567" })).toEqual([
      {
        phone: "79161234567",
        name: "Anna",
        group: String(grp),
        first_name: "Anna",
        last_name: "Smith",
        middle_name: "",
        birthday: "01.01.1980",
        id: "4321",
        comments: "vip",
        tags: "shop",
        phone_other: "+79261234567",
        int_id: id,
      },
    ]);
    expect(await phones({ chg: 1, phone: "79161234567", new_phone: "79269999999", cmt: "" })).toEqual(OK);
    expect(await phones({ get: 1, phone: "79269999999" })).toMatchObject([{ name: "Anna", comments: "", group: String(grp) }]);
    expect(await phones({ del: 1, phone: "79269999999" })).toEqual(OK);
    expect(await askJson("phones", { get: 1 })).toEqual({ error: "record not found", error_code: 3 });
  });

  it.each([
    [0, "ID = 5002"],
    [1, "5002"],
    [2, "<result>\n<id>5002</id>\n</result>"],
    [3, '{\n"id": 5002\n}'],
  ])("that is added is told under fmt %i by its number", async (fmt, body) => {
    expect(await ask("phones", { add: 1, phone: number(1), fmt })).toBe(body);
  });

  it("list may have any separator, and holds numbers as people write them", async () => {
    await ask("phones", { add: 1, phone: "89161234567 79161234568;79161234569|79161234570\n79161234571" });
    expect(await phones({ get: 1 })).toHaveLength(5);
    expect(await phones({ get: 1, phone: "9161234567;79161234570" })).toMatchObject([{ phone: "79161234567" }, { phone: "79161234570" }]);
  });

  it("may be an e-mail address", async () => {
    await ask("phones", { add: 1, mail: "Anna@example.com", name: "Anna" });
    expect(await phones({ get: 1 })).toMatchObject([{ phone: "", mail: "anna@example.com", group: "0" }]);
    expect(await phones({ del: 1, mail: "anna@example.com" })).toEqual(OK);
  });

  it("is found by name, by any word, by group, and after an id", async () => {
    const grp = await idOf({ add_group: 1, name: "Friends" });
    const first = await idOf({ add: 1, ...anna });
    await ask("phones", { add: 1, phone: number(1), name: "Boris", cmt: "Anna's friend", grp });
    const names = async (fields: Record<string, string | number>) =>
      ((await phones({ get: 1, ...fields })) as { name: string }[]).map(({ name }) => name);
    expect(await names({ fio: "smith" })).toEqual(["Anna"]);
    expect(await names({ search: "anna" })).toEqual(["Anna", "Boris"]);
    expect(await names({ grp })).toEqual(["Boris"]);
    expect(await names({ after_id: first })).toEqual(["Boris"]);
  });

  it.each([
    [1, { add: 1 }],
    [1, { chg: 1, name: "x" }],
    [1, { del: 1 }],
    [1, { nothing: 1 }],
    [2, { get: 1, psw: "x" }],
    [3, { get: 1 }],
    [3, { chg: 1, phone: "79160000000" }],
    [3, { del: 1, phone: "79160000000" }],
    [3, { add: 1, phone: "79160000000", grp: 99 }],
    [5, { add: 1, phone: "7916" }],
    [5, { add: 1, phone: "79160000000", bd: "1980" }],
  ])("is refused with error %i for %o", async (code, fields) => {
    expect(await codeOf("phones", fields)).toBe(code);
  });

  it("that is there already cannot be saved", async () => {
    await ask("phones", { add: 1, ...anna });
    expect(await askJson("phones", { add: 1, ...anna })).toEqual({ error: "save error", error_code: 5 });
  });
});

describe("a group", () => {
  it("has a name with a capital, a number for sending if it was given, and a size", async () => {
    const [one, two] = [await idOf({ add_group: 1, name: "customers" }), await idOf({ add_group: 1, name: "Partners", num: 1234 })];
    await ask("phones", { add: 1, phone: number(1), grp: `${one},${two}` });
    expect(await phones({ get_group: 1 })).toEqual([
      { id: one, name: "Customers", cnt: "1" },
      { id: two, name: "Partners", number: 1234, cnt: "1" },
    ]);
    expect(await phones({ chg_group: 1, grp: one, name: "shops", num: 7 })).toEqual(OK);
    expect(await phones({ del_group: 1, grp: two })).toEqual(OK);
    expect(await phones({ get_group: 1 })).toEqual([{ id: one, name: "Shops", number: 7, cnt: "1" }]);
    expect(await phones({ get: 1 })).toMatchObject([{ group: String(one) }]);
  });

  it("takes a contact alone, as well, or lets it go", async () => {
    const [one, two] = [await idOf({ add_group: 1, name: "One" }), await idOf({ add_group: 1, name: "Two" })];
    await ask("phones", { add: 1, phone: number(1), grp: one });
    const groupsAfter = async (way: number, grp: number) => {
      expect(await phones({ move_group: way, grp, phone: number(1) })).toEqual(OK);
      return ((await phones({ get: 1 })) as { group: string }[])[0]?.group;
    };
    expect(await groupsAfter(1, two)).toBe(String(two));
    expect(await groupsAfter(2, one)).toBe(`${two},${one}`);
    expect(await groupsAfter(3, two)).toBe(String(one));
    expect(await groupsAfter(3, one)).toBe("0");
  });

  it.each([
    [1, { add_group: 1 }],
    [5, { add_group: 1, name: " " }],
    [5, { add_group: 1, name: "Other", num: 12 }],
    [5, { add_group: 1, name: "Other", num: "twelve" }],
    [1, { chg_group: 1, name: "x" }],
    [3, { chg_group: 1, grp: 99, name: "x" }],
    [3, { del_group: 1, grp: 99 }],
    [3, { move_group: 1, grp: 99, phone: number(1) }],
    [1, { move_group: 1, grp: 99 }],
  ])("is refused with error %i for %o", async (code, fields) => {
    await ask("phones", { add_group: 1, name: "Friends", num: 12 });
    expect(await codeOf("phones", fields)).toBe(code);
  });

  it("list that is empty is error 3", async () => {
    expect(await codeOf("phones", { get_group: 1 })).toBe(3);
  });
});

describe("the black list", () => {
  it("takes numbers and gives them back", async () => {
    expect(await phones({ add_black: 1, phone: `${number(1)},${number(5)}` })).toEqual({ id: 5002 });
    expect(await phones({ del_black: 1, phone: number(1) })).toEqual(OK);
    expect(await codeOf("phones", { del_black: 1, phone: number(1) })).toBe(3);
  });

  it.each([
    [1, { add_black: 1 }],
    [1, { add_black: 1, phone: number(1), type: 3 }],
    [1, { del_black: 1 }],
  ])("refuses with error %i for %o", async (code, fields) => {
    expect(await codeOf("phones", fields)).toBe(code);
  });
});
