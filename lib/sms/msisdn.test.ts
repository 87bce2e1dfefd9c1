import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { describe, expect, it } from "vitest";
import { formatMsisdn, maskMsisdn, normaliseMsisdn } from "@/lib/sms/msisdn";

describe("an MSISDN", () => {
  it.each([
    ["8 916 123-45-67"],
    ["+7 (916) 123-45-67"],
    ["7.9161234567E+10"],
    ["7,9161234567e+10"],
    ["79161234567"],
    ["9161234567"],
    ["+7\u00a0916\u00a0123\u202f45\u202f67"],
    ["8(916)1234567 доб. 12"],
    ["8 916 123-45-67 (вн. 12)"],
    ["79161234567.0"],
    ["+79161234567,00"],
    ['="79161234567"'],
    ["'79161234567"],
    ["\u202d+7 916 123\u221245\u221267\u202c"],
    ["7.9161234567E10"],
  ])("is the same for every spelling of a Russian mobile: %s", (input) => {
    expect(normaliseMsisdn(input, "RU")).toEqual({ ok: true, msisdn: "79161234567" });
  });

  it.each([
    ["+44 7700 900001", "RU", "447700900001"],
    ["447700900025", "GB", "447700900025"],
    ["020 7946 0958", "GB", "442079460958"],
    ["+1 202-555-0123", "RU", "12025550123"],
    ["8 495 123 45 67", "RU", "74951234567"],
    ["77011234567", "KZ", "77011234567"],
  ])("%s with default %s is %s", (input, country, msisdn) => {
    expect(normaliseMsisdn(input, country)).toEqual({ ok: true, msisdn });
  });

  it.each([
    ["", "empty"],
    ["   ", "empty"],
    ["no number", "not_a_number"],
    ["8916abc4567", "not_a_number"],
    ["123", "too_short"],
    ["916123", "too_short"],
    ["1234567890123456", "too_long"],
    ["70000000000", "invalid"],
    ["89161234567, 89167654321", "not_a_number"],
    ["89161234567/89167654321", "too_long"],
  ])("refuses %j as %s", (input, reason) => {
    expect(normaliseMsisdn(input, "RU")).toEqual({ ok: false, reason });
  });

  it("is not made up where a spreadsheet lost digits", () => {
    for (const rounded of ["7.916E+10", "7.91612E+10", "7.916123E+10", "7.9161235E+10"]) expect(normaliseMsisdn(rounded, "RU").ok).toBe(false);
    expect(normaliseMsisdn("7.91612345E+10", "RU")).toEqual({ ok: true, msisdn: "79161234500" });
  });

  it("is shown as its country groups it, and masked but for its ends", () => {
    for (const [msisdn, shown] of [
      ["79161234567", "+7 916 123 45 67"],
      ["375291234567", "+375 29 123 45 67"],
      ["14155550123", "+1 415 555 0123"],
      ["447700900123", "+44 7700 900123"],
    ] as const) {
      expect(formatMsisdn(msisdn)).toBe(shown);
      expect(formatMsisdn(msisdn)).toBe(parsePhoneNumberFromString(`+${msisdn}`)?.formatInternational());
    }
    expect(maskMsisdn("79161234567")).toBe("+7916 ••• •• 67");
  });
});
