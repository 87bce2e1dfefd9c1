/** Credentials: they are left out altogether. */
const SECRET = new Set(["login", "psw", "apikey", "password", "pswc", "code"]);
const NUMBERS = new Set(["phone", "phones", "new_phone", "to_phone", "pho"]);
/** Short codes, ids and dates; and the sender ID, which every recipient sees. Whatever is not listed is a text. */
const SAFE =
  /^(fmt|charset|cost|op|err|all|id|time|tz|period|freq|valid|maxsms|translit|tinyurl|flash|hlr|ping|sender2?|cur|del|add|chg|get|get_\w+|cancel|(add|chg|del|move)_(group|black)|send_code|check_code|tpl|rptn?|fl\[\d+\]|grp|num|type|format|cnt|start|end|from_date|prev_id|after_id|hour|mycurr?|balance2|user_id|reseller|hide_deleted|operators|mega|mega_\w+|mts|mts_\w+|tele2|tele2_\w+|bee_\w+|motiv_step|ua_(reg|int))$/;
const NUMBERS_SHOWN = 3;
const LONGEST_SHOWN = 80;

/**
 * Show what was asked without telling it: safe values as they are, numbers as `7916•••••67` (three, and how many more),
 * every text as its length `(27)`, credentials not at all. Takes and gives parameters by the wire's names.
 */
export function redactParameters(parameters: Readonly<Record<string, string>>): Record<string, string> {
  const shown = Object.entries(parameters).filter(([name]) => !SECRET.has(name));
  return Object.fromEntries(shown.map(([name, value]) => [name, redact(name, value)]));
}

function redact(name: string, value: string): string {
  // A number of a group is no secret, a number that is a sender may be somebody's own.
  if (NUMBERS.has(name) || /^\+?\d{7,}$/.test(name === "sender" || name === "sender2" ? value : "")) return redactNumbers(value);
  if (!SAFE.test(name)) return `(${Array.from(value).length})`;
  return value.length <= LONGEST_SHOWN ? value : `${value.slice(0, LONGEST_SHOWN)}… (${value.length})`;
}

function redactNumbers(value: string): string {
  const numbers = value.split(",").filter((number) => number !== "");
  const more = numbers.length - NUMBERS_SHOWN;
  return numbers.slice(0, NUMBERS_SHOWN).map(maskDigits).join(", ") + (more > 0 ? ` +${more}` : "");
}

/** `+79161234567` → `7916•••••67`. Too short to hide a middle: hidden whole. */
function maskDigits(number: string): string {
  if (/^G\d+$/.test(number)) return number;
  const digits = number.replace(/\D/g, "");
  return digits.length < 9 ? "•".repeat(digits.length) : digits.slice(0, 4) + "•".repeat(digits.length - 6) + digits.slice(-2);
}
