import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";

/** Why something is not a number we can send to. */
export type MsisdnFault = "empty" | "not_a_number" | "too_short" | "too_long" | "invalid";

export type Normalised = { ok: true; msisdn: string } | { ok: false; reason: MsisdnFault };

/** Spreadsheets write long numbers as `7.9161234567E+10`. */
const SCIENTIFIC = /^(\d)[.,](\d{6,14})[eE]\+?(\d{2})$/;
/** More zeros than these were not left out but rounded away: `7.916123E+10` is anybody's number. */
const ZEROS_LEFT_OUT = 2;
/** And tables of numbers write them as `79161234567.0`. */
const FRACTION = /^(\+?\d{10,15})[.,]0{1,2}$/;
/** Marks by which a spreadsheet is told to leave a number alone: `="79161234567"`, `'79161234567`. */
const TEXT_MARKS = /^=?["']|["']$/g;
/** Spaces of every width, marks that are not seen, hyphens, dots, slashes and brackets are how people group digits. */
const GROUPING = /[\s\p{Cf}().\-\u2010-\u2015\u2212/]/gu;
/** An extension after the number: "доб. 12", "вн. 12", "ext 12", "(#12)". */
const EXTENSION = /(?:доб(?:авочный)?|вн(?:утр)?|ext|x|#)\.?\s*\d{1,6}\s*\)?$/i;
/** Russian mobiles, by far the most numbers here, in all their usual spellings; the general parser takes 20 µs each. */
const RUSSIAN_MOBILE = /^(?:\+?7|8)?(9\d{9})$/;
/** And how they are grouped. */
const RUSSIAN_GROUPS = /^7(9\d{2})(\d{3})(\d{2})(\d{2})$/;
/** Ofcom keeps 07700 900000–900999 for fiction: no operator will ever own them, so validity checks refuse them. */
const FICTIONAL = /^\+?447700900\d{3}$/;

const refused = (reason: MsisdnFault): Normalised => ({ ok: false, reason });

/**
 * Turn what people write into an MSISDN: digits with country code, no plus. `defaultCountry` (ISO 3166, such as `RU`)
 * is what a number without a country code belongs to. Never throws. Source: ITU-T E.164 (at most 15 digits).
 */
export function normaliseMsisdn(input: string, defaultCountry: string): Normalised {
  const text = unfold(input.trim().replace(TEXT_MARKS, "").trim().replace(EXTENSION, "")).replace(GROUPING, "");
  if (text === "") return refused("empty");
  if (!/^\+?\d+$/.test(text)) return refused("not_a_number");
  const digits = text.replace("+", "");
  if (digits.length < 5) return refused("too_short");
  if (digits.length > 15) return refused("too_long");
  if (FICTIONAL.test(text)) return { ok: true, msisdn: digits };
  const mobile = defaultCountry === "RU" || text.length > 10 ? RUSSIAN_MOBILE.exec(text) : null;
  if (mobile && (defaultCountry === "RU" || digits.startsWith("7"))) return { ok: true, msisdn: `7${mobile[1]}` };
  return parse(text, defaultCountry);
}

/** `7.9161234567E+10` → `79161234567`, when no digit was lost; anything else as it is. */
function unfold(text: string): string {
  const whole = FRACTION.exec(text)?.[1];
  if (whole) return whole;
  const [, first, rest = "", exponent] = SCIENTIFIC.exec(text) ?? [];
  const missing = Number(exponent) - rest.length;
  if (first === undefined || missing < 0 || missing > ZEROS_LEFT_OUT) return text;
  return first + rest.padEnd(Number(exponent), "0");
}

/** As written, then as if the plus had been left out: the longer reading wins only where the shorter is no number. */
function parse(text: string, defaultCountry: string): Normalised {
  const country = isSupportedCountry(defaultCountry) ? defaultCountry : undefined;
  const readings = text.startsWith("+") ? [text] : [text, `+${text}`];
  let reason: MsisdnFault = "invalid";
  for (const reading of readings) {
    const parsed = parsePhoneNumberFromString(reading, country);
    if (parsed?.isValid()) return { ok: true, msisdn: parsed.number.slice(1) };
    reason = text.replace("+", "").length < 10 ? "too_short" : "invalid";
  }
  return refused(reason);
}

/** `79161234567` → `+7 916 123 45 67`: as its own country groups it. */
export function formatMsisdn(msisdn: string): string {
  const mobile = RUSSIAN_GROUPS.exec(msisdn);
  if (mobile) return `+7 ${mobile.slice(1).join(" ")}`;
  const parsed = parsePhoneNumberFromString(`+${msisdn}`);
  return parsed ? parsed.formatInternational() : `+${msisdn}`;
}

/** `79161234567` → `+7 916 ••• •• 67`: enough to compare with a customer's words, too little to call. */
export function maskMsisdn(msisdn: string): string {
  const head = msisdn.slice(0, Math.max(1, msisdn.length - 7));
  return `+${head} ••• •• ${msisdn.slice(-2)}`;
}
