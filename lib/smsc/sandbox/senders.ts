import { created, DONE, listed, type Result } from "./answers";
import type { SenderName } from "./cabinet";
import { MAIL, type Kind } from "./kinds";
import { hashText, hasRoute, isPossible } from "./numbers";
import type { Parameters } from "./parameters";
import type { World } from "./world";

const CODE_AGAIN_AFTER_MS = 8 * 3_600_000;
const COMMANDS = ["get", "add", "chg", "del", "send_code", "check_code"];

/** senders.php: sender names and their moderation. Source: SMSC HTTP API, "senders.php". */
export const senders = {
  lacks: (parameters: Parameters) => !COMMANDS.some((command) => parameters.is(command)),

  isTooOften({ limits }: World, parameters: Parameters): boolean {
    if (parameters.is("get")) return limits.identical("senders", parameters.identity);
    return parameters.is("add") && limits.any("senders_add");
  },

  handle(world: World, parameters: Parameters): Result {
    if (parameters.is("get")) return list(world, parameters.is("all"));
    if (parameters.is("add")) return add(world, parameters);
    const known = find(world, parameters);
    if (parameters.get("sender") === "" && parameters.get("id") === "") return { code: 1 };
    if (parameters.is("send_code")) return sendCode(world, parameters.get("sender"));
    if (!known) return { code: 3 };
    if (parameters.is("check_code")) return checkCode(known, parameters.get("code"));
    if (parameters.is("chg")) {
      if (parameters.has("cmt")) known.comment = parameters.get("cmt");
      return DONE;
    }
    world.cabinet.senders = world.cabinet.senders.filter((other) => other !== known);
    return DONE;
  },
};

/** get.php?get_senders, the very old form of the list. */
export function list(world: World, withAll: boolean): Result {
  const shown = world.cabinet.senders.filter(({ state }) => withAll || state === "active");
  if (shown.length === 0) return { code: 3 };
  // Which fields a full list has is not documented.
  return listed(shown.map(({ id, sender, comment, state }) => ({ sender, ...(withAll ? { id, cmt: comment, state } : {}) })));
}

/**
 * Say whether a message may bear a sender. The form is always checked; names that stand in the cabinet must be
 * active; others must stand there only while the account is set to be strict.
 */
export function isSenderAllowed(world: World, sender: string, kind: Kind): boolean {
  if (sender === "" || sender === ".") return true;
  if (kind.type === MAIL) return sender.includes("@");
  if (!isWellFormed(sender)) return false;
  const known = world.cabinet.senders.find((candidate) => candidate.sender === sender);
  return known ? known.state === "active" : !world.settings.hasStrictSenders;
}

function isWellFormed(sender: string): boolean {
  return /^\d{1,15}$/.test(sender) || /^[\x20-\x7e]{1,11}$/.test(sender);
}

function find({ cabinet }: World, parameters: Parameters): SenderName | undefined {
  return cabinet.senders.find(({ sender, id }) => sender === parameters.get("sender") || String(id) === parameters.get("id"));
}

/** A new name waits for the moderator. The answer's number stands under `sender`. */
function add(world: World, parameters: Parameters): Result {
  const sender = parameters.get("sender") || parameters.get("mail");
  if (sender === "" || parameters.get("cmt") === "") return { code: 1 };
  if (find(world, parameters) || !(isWellFormed(sender) || sender.includes("@"))) return { code: 5 };
  const id = world.cabinet.nextRecordId++;
  world.cabinet.senders.push({ id, sender, comment: parameters.get("cmt"), state: "pending", code: "", codeSentAt: 0 });
  return { ...created(id), tree: { sender: id } };
}

function sendCode(world: World, sender: string): Result {
  if (!/^\d+$/.test(sender) || !isPossible(sender)) return { code: 7 };
  if (!hasRoute(sender)) return { code: 8 };
  const { cabinet } = world;
  let known = cabinet.senders.find((candidate) => candidate.sender === sender);
  if (!known) {
    known = { id: cabinet.nextRecordId++, sender, comment: "", state: "pending", code: "", codeSentAt: 0 };
    cabinet.senders.push(known);
  }
  if (known.codeSentAt > 0 && world.now() - known.codeSentAt < CODE_AGAIN_AFTER_MS) return { code: 10 };
  known.codeSentAt = world.now();
  known.code = String(1_000 + (hashText(`${sender} ${known.codeSentAt}`) % 9_000));
  return DONE;
}

function checkCode(known: SenderName, code: string): Result {
  if (code === "") return { code: 1 };
  if (known.code === "" || known.code !== code) return { code: 11 };
  known.state = "active";
  return DONE;
}
