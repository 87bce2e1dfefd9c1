const words = (...lines: string[]) => new Set(lines.join(" ").split(" "));

/** Credentials and codes: they are left out altogether. */
const SECRETS = words("login psw apikey password pswc code");
const NUMBERS = words("phone phones new_phone to_phone pho");
/** Every recipient sees them; but one may be somebody's own number. */
const SENDERS = words("sender sender2");
/** Verbs, flags, ids and dates. Whatever is not listed is a text. */
const SAFE = words(
  "fmt charset cost op err all cur id time tz period freq valid maxsms translit tinyurl flash hlr ping",
  "add chg del get cancel get_all add_group chg_group del_group move_group get_group add_black del_black send_code check_code",
  "get_messages get_answers get_stat get_stat_all get_price get_operator tpl rpt rptn fl[1] fl[5] grp num type format",
  "cnt start end from_date prev_id after_id hour mycur mycurr balance2 user_id reseller hide_deleted operators",
  "mega mega_step mts mts_step tele2 tele2_step bee_step motiv_step ua_reg ua_int",
  "mts_srv mts_trn mega_srv mega_trn bee_srv bee_trn tele2_srv tele2_trn",
);
const NUMBERS_SHOWN = 3;
const LONGEST_SHOWN = 80;

/**
 * Show what was asked without telling it: safe values as they are, numbers as `7916•••••67` (three, and how many more),
 * every text as its length `(27)`, credentials not at all. Takes and gives parameters by the wire's names.
 */
export function redactParameters(parameters: Readonly<Record<string, string>>): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(parameters)) if (!SECRETS.has(name)) shown[name] = redact(name, value);
  return shown;
}

function redact(name: string, value: string): string {
  if (NUMBERS.has(name)) return redactNumbers(value);
  if (SENDERS.has(name)) return /^\d{7,}$/.test(value) ? maskDigits(value) : value;
  if (!SAFE.has(name)) return `(${Array.from(value).length})`;
  return value.length <= LONGEST_SHOWN ? value : `${value.slice(0, LONGEST_SHOWN)}… (${value.length})`;
}

function redactNumbers(value: string): string {
  const numbers = value.split(",").filter((number) => number !== "");
  const more = numbers.length - NUMBERS_SHOWN;
  return numbers.slice(0, NUMBERS_SHOWN).map(maskNumber).join(", ") + (more > 0 ? ` +${more}` : "");
}

/** A group's number is no secret. */
function maskNumber(number: string): string {
  return /^G\d+$/.test(number) ? number : maskDigits(number.replace(/\D/g, ""));
}

/** `79161234567` → `7916•••••67`. Too short to hide a middle: hidden whole. */
function maskDigits(digits: string): string {
  return digits.length < 9 ? "•".repeat(digits.length) : digits.slice(0, 4) + "•".repeat(digits.length - 6) + digits.slice(-2);
}
