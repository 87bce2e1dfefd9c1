import { z } from "zod";
import { REQUEST_TIMEOUT_MS } from "@/lib/smsc/client";
import { scaled } from "@/lib/time-scale";

const milliseconds = (fallback: number) => z.coerce.number().int().min(0).default(fallback);

const schema = z.object({
  /** From the claim to the first byte: later the claim is given back. */
  SIGNALBOX_SEND_WITHIN_MS: milliseconds(scaled(5_000, 1_000)),
  /** Beyond the longest time a request may take, for the answer to be written. */
  SIGNALBOX_LEASE_GRACE_MS: milliseconds(scaled(10_000, 500)),
  /** Two denials of a whole slice must be this far apart. */
  SIGNALBOX_DENIAL_GAP_MS: milliseconds(scaled(120_000, 1_500)),
  /** A message is first asked for when it is this old: before, nobody knows. */
  SIGNALBOX_ASK_AFTER_MS: milliseconds(scaled(10_000, 500)),
  /** After error 9 on send.php; the gateway's window is a minute. */
  SIGNALBOX_IDENTICAL_MS: milliseconds(scaled(65_000)),
});

const given = schema.parse(Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== "")));

/** Every interval that decides about sending, in milliseconds; tests shorten them through the environment. */
export const TIMING = {
  sendWithinMs: given.SIGNALBOX_SEND_WITHIN_MS,
  leaseMs: given.SIGNALBOX_SEND_WITHIN_MS + REQUEST_TIMEOUT_MS + given.SIGNALBOX_LEASE_GRACE_MS,
  denialGapMs: given.SIGNALBOX_DENIAL_GAP_MS,
  askAfterMs: given.SIGNALBOX_ASK_AFTER_MS,
  identicalMs: given.SIGNALBOX_IDENTICAL_MS,
  /** Evidence is asked for this long; later a person decides. */
  evidenceMs: scaled(3_600_000, 120_000),
} as const;
