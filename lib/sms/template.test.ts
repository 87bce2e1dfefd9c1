import { describe, expect, it } from "vitest";
import { brokenPlaceholder, parseTemplate, placeholdersOf, renderTemplate } from "@/lib/sms/template";

const render = (text: string, name: string | null, attributes: Record<string, unknown> = {}) =>
  renderTemplate(parseTemplate(text), { name, attributes });

describe("a text with placeholders", () => {
  it("takes the recipient's values", () => {
    expect(render("Hello {{name}}, {{city}}!", "Sample", { city: "Riga" })).toBe("Hello Sample, Riga!");
    expect(render("{{ имя_клиента }}", null, { имя_клиента: "Образец" })).toBe("Образец");
  });
  it("falls back where a value is absent or empty", () => {
    expect(render("Hello {{name|friend}}!", null)).toBe("Hello friend!");
    expect(render("Hello {{name| friend }}!", "  ")).toBe("Hello friend!");
    expect(render("Hello {{name}}!", null)).toBe("Hello !");
  });
  it("does not look into a value for more placeholders", () => {
    expect(render("Hello {{name}}", "{{city}}", { city: "no" })).toBe("Hello {{city}}");
  });
  it("says which keys it asks for", () => {
    expect(placeholdersOf("{{name}} {{city|x}} {{name|y}}")).toEqual(["name", "city"]);
  });
  it("finds broken braces and leaves single ones alone", () => {
    expect(brokenPlaceholder("Hello {{name}")).toBe("{{name}");
    expect(brokenPlaceholder("Hello name}}")).toBe("name}}");
    expect(brokenPlaceholder("Code {5} and {{name|a}}")).toBeNull();
  });
});
