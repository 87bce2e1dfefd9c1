/** A guard of sending that the chaos harness takes away, to see whether it notices. */
export type Guard = "claim" | "grace" | "fence" | "counter" | "suppression";

const GUARDS: readonly string[] = ["claim", "grace", "fence", "counter", "suppression"] satisfies readonly Guard[];

/** Read which guard is missing; throws outside the chaos harness, which alone shortens time beside a sandbox. */
export function readSabotage(source: Record<string, string | undefined>): Guard | null {
  const given = source.SIGNALBOX_SABOTAGE;
  if (given === undefined || given === "") return null;
  if (source.SIGNALBOX_GATEWAY !== "sandbox" || !source.SIGNALBOX_TIME_SCALE) {
    throw new Error("SIGNALBOX_SABOTAGE belongs to the chaos harness: unset it.");
  }
  if (!GUARDS.includes(given)) throw new Error(`SIGNALBOX_SABOTAGE names no guard. Guards: ${GUARDS.join(", ")}.`);
  return given as Guard;
}

const missing = readSabotage(process.env);

/** Whether a guard stands: always, but for the one that the chaos harness took away. */
export function stands(guard: Guard): boolean {
  return missing !== guard;
}
