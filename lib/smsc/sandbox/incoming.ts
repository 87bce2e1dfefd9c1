import { listed, type Result } from "./answers";
import { OWN_NUMBER, type Incoming } from "./cabinet";
import { correctNumber } from "./numbers";
import type { Parameters } from "./parameters";
import { moscowDate } from "./times";
import type { World } from "./world";

const MAX_HOURS = 168;
const ROWS = 10_000;
const HOUR_MS = 3_600_000;
/** A message is on its way for this long before it is here. */
const ON_THE_WAY_MS = 2_000;

/** get.php?get_answers: incoming messages, oldest first; none is an empty list, no error. Source: SMSC HTTP API, "get_answers=1". */
export function listIncoming(world: World, parameters: Parameters): Result {
  const hours = Math.min(Number(parameters.get("hour")) || MAX_HOURS, MAX_HOURS);
  const after = Number(parameters.get("after_id")) || 0;
  const to = parameters.get("to_phone").replace(/\D/g, "");
  const most = Math.min(Number(parameters.get("cnt")) || ROWS, ROWS);
  const since = world.now() - hours * HOUR_MS;
  const found = world.cabinet.incoming.filter((message) => message.id > after && message.receivedAt >= since && (to === "" || message.to === to));
  return listed(found.slice(0, most).map(describe), "answer");
}

/** A subscriber writes: the message is kept, and the account's handler is told. */
export function receive(world: World, { phone, text, to = OWN_NUMBER }: { phone: string; text: string; to?: string }): Incoming {
  const receivedAt = world.now();
  const id = world.cabinet.nextIncomingId++;
  const message = { id, phone: correctNumber(phone), message: text, to, receivedAt, sentAt: receivedAt - ON_THE_WAY_MS };
  world.cabinet.incoming.push(message);
  world.isDirty = true;
  world.callbacks?.tellIncoming(message);
  return message;
}

function describe({ id, phone, message, to, receivedAt, sentAt }: Incoming) {
  return { id, received: moscowDate(receivedAt), phone, message, to_phone: to, sent: moscowDate(sentAt) };
}
