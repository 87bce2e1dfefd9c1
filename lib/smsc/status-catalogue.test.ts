import { describe, expect, it } from "vitest";
import en from "@/lib/i18n/en/statuses.json";
import ru from "@/lib/i18n/ru/statuses.json";
import {
  ERR_CATALOGUE,
  errKey,
  isFinalStatus,
  isKnownStatus,
  reportClass,
  STATUS_CATALOGUE,
  STATUS_CODES,
  statusEntry,
  statusKey,
  UNKNOWN_CODES,
} from "./status-catalogue";

/** code, documented name, our word, final, charged, class, key: written out once more, by hand, from the documentation. */
const TABLE = [
  [-3, "Сообщение не найдено", "Message not found", false, "maybe", 0, "minus3"],
  [-2, "Остановлено", "Stopped", false, "maybe", 1, "minus2"],
  [-1, "Ожидает отправки", "Waiting to send", false, "maybe", 1, "minus1"],
  [0, "Передано оператору", "Handed to the carrier", false, "yes", 2, "0"],
  [1, "Доставлено", "Delivered", true, "yes", 4, "1"],
  [2, "Прочитано", "Read", true, "yes", 5, "2"],
  [3, "Просрочено", "Expired", true, "yes", 3, "3"],
  [4, "Нажата ссылка", "Link clicked", true, "yes", 5, "4"],
  [20, "Невозможно доставить", "Unable to deliver", true, "yes", 3, "20"],
  [22, "Неверный номер", "Wrong number", true, "no", 3, "22"],
  [23, "Запрещено", "Banned", true, "no", 2, "23"],
  [24, "Недостаточно средств", "Insufficient funds", true, "no", 3, "24"],
  [25, "Недоступный номер", "Unavailable number", true, "no", 3, "25"],
] as const;

describe("the status catalogue", () => {
  it("has exactly the documented codes, in reading order", () => {
    expect(STATUS_CODES).toEqual(TABLE.map(([code]) => code));
    expect(
      Object.keys(STATUS_CATALOGUE)
        .map(Number)
        .sort((a, b) => a - b),
    ).toEqual(STATUS_CODES);
  });

  it.each(TABLE)("says of %i what the documentation says", (code, documentedName, word, final, charged, rank, key) => {
    expect(statusEntry(code)).toMatchObject({ documentedName, final, charged, reportClass: rank });
    expect([isFinalStatus(code), reportClass(code), statusKey(code)]).toEqual([final, rank, key]);
    expect(en.word[key]).toBe(word);
  });

  it("has every code that it does not know in one range, with those that are taken for the same", () => {
    for (let code = -300; code <= 300; code += 1) {
      const within = Object.entries(UNKNOWN_CODES).flatMap(([what, ranges]) =>
        ranges.filter(({ from, to }) => from <= code && code <= to).map(() => what),
      );
      const taken = isFinalStatus(code) ? "failed" : code < 0 ? "atGateway" : "moving";
      expect([code, within]).toEqual([code, isKnownStatus(code) ? [] : [taken]]);
    }
    const ends = Object.values(UNKNOWN_CODES).flat();
    expect([Math.min(...ends.map(({ from }) => from)), Math.max(...ends.map(({ to }) => to))]).toEqual([-32_768, 32_767]);
  });

  it("takes an unknown code as moving below 20 and as failed from there", () => {
    expect([isFinalStatus(6), reportClass(6), statusKey(6)]).toEqual([false, 2, "unknown"]);
    expect([isFinalStatus(26), reportClass(26), statusEntry(26).family]).toEqual([true, 3, "failed"]);
  });

  it.each([
    ["English", en],
    ["Russian", ru],
  ])("has %s words for every status and error", (_, words) => {
    const keys = [...STATUS_CODES.map(statusKey), "unknown"].sort();
    expect(Object.keys(words.word).sort()).toEqual(keys);
    expect(Object.keys(words.meaning).sort()).toEqual(keys);
    expect(Object.keys(words.whatToDo).sort()).toEqual(keys);
    expect(Object.keys(words.err).sort()).toEqual([...Object.keys(ERR_CATALOGUE), "unknown"].sort());
    expect(Object.keys(words.ownMeaning)).toEqual(Object.keys(words.ownState));
  });

  it("uses the gateway's own names as the Russian words", () => {
    for (const [code, documentedName, , , , , key] of TABLE) expect([code, ru.word[key]]).toEqual([code, documentedName]);
  });

  it("gives an unknown error number no key of its own", () => {
    expect([errKey(6), errKey(7), errKey(255)]).toEqual(["6", "unknown", "255"]);
  });
});
