import { z } from "zod";

const LIVE_FORBIDS =
  "SIGNALBOX_TIME_SCALE shortens the gateway's own intervals and is for its sandbox only: set SIGNALBOX_GATEWAY=sandbox or unset it.";

/** Read by how much every interval is shortened; throws where a real gateway could be asked. */
export function readTimeScale(source: Record<string, string | undefined>): number {
  const given = source.SIGNALBOX_TIME_SCALE;
  if (given === undefined || given === "") return 1;
  if (source.SIGNALBOX_GATEWAY !== "sandbox") throw new Error(LIVE_FORBIDS);
  return z.coerce.number().positive().max(1).parse(given);
}

const scale = readTimeScale(process.env);

/**
 * An interval as this process keeps it: as it stands, or shortened together with the sandbox's minute, so that hours pass
 * in seconds. `leastMs` is what the machine itself needs, however short time is.
 */
export function scaled(ms: number, leastMs = 1): number {
  return scale === 1 ? ms : Math.max(leastMs, Math.ceil(ms * scale));
}
