import { describe, expect, it } from "vitest";
import { fits } from "@/components/frame/palette-entries";
import synonyms from "@/lib/i18n/synonyms.json";
import { NAVIGATION } from "@/lib/auth/navigation";

describe("an entry of the palette", () => {
  const suppression = { label: "Suppression list", words: synonyms.suppression };

  it.each(["", "sup", "list supp", "UNSUB", "blackl", "чёрный", "черный сп", "стоп-лист", "opt out"])("is found by “%s”", (query) => {
    expect(fits(suppression, query)).toBe(true);
  });

  it.each(["pression", "campaign", "list x"])("is not found by “%s”", (query) => {
    expect(fits(suppression, query)).toBe(false);
  });

  it("has synonyms in both languages, whichever is shown", () => {
    for (const { key } of NAVIGATION) {
      const words = (synonyms as Record<string, string>)[key] ?? "";
      expect(words, key).toMatch(/[a-z]/);
      expect(words, key).toMatch(/[а-я]/);
    }
    expect(fits({ label: "Рассылки", words: synonyms.mailings }, "campaign")).toBe(true);
    expect(fits({ label: "Mailings", words: synonyms.mailings }, "кампания")).toBe(true);
  });
});
