import pino from "pino";

/**
 * One event a request or job, with ids, counts and durations. Never a text, a secret or a whole number:
 * `redact` is the second line of defence, not the first.
 */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: { pid: process.pid },
  redact: { paths: ["psw", "apikey", "password", "*.psw", "*.apikey", "*.password", "text", "*.text"], censor: "[redacted]" },
});
