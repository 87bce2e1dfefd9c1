import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { encode } from "next-auth/jwt";
import { db } from "@/lib/db";
import { within } from "./running";

/** An action that steers mailings, by its name in `lib/mailings/actions.ts`. */
export type Steering = "pauseMailingAction" | "resumeMailingAction" | "cancelMailingAction" | "changeSpeedAction";

/**
 * Press a button in the console: run a server action over HTTP as the signed-in operator, who presses again while the
 * console is away. True when it was obeyed; false also when no answer came, or the one before had been obeyed already.
 */
export type Press = (action: Steering, input: { mailingId: number } & Record<string, unknown>) => Promise<boolean>;

const SOURCE = "lib/mailings/actions.ts";
const MANIFEST = path.join(".next", "server", "server-reference-manifest.json");
const ANSWER_WITHIN_MS = 10_000;
const GRACE_MS = 1_000;
/** A console that was killed is back within seconds. */
const AGAIN = { everyMs: 150, withinMs: 15_000 };

type Manifest = { node: Record<string, { exportedName?: string; filename?: string }> };

/** Sign an operator in at the console that listens on a port, as a browser would be. */
export async function signIn(port: number, operatorId: number, secret: string): Promise<Press> {
  const { sessionVersion } = await db.operator.findUniqueOrThrow({ where: { id: operatorId }, select: { sessionVersion: true } });
  const token = await encode({ token: { sub: String(operatorId), operatorId, sessionVersion }, secret });
  const ids = readActionIds();
  const origin = `http://127.0.0.1:${port}`;
  return async (action, input) => {
    const headers = {
      origin,
      accept: "text/x-component",
      "content-type": "text/plain;charset=UTF-8",
      "next-action": ids.get(action) ?? "",
      cookie: `next-auth.session-token=${token}`,
    };
    // A page with little to show again.
    const url = `${origin}/account`;
    const body = JSON.stringify([input]);
    const post = async () => {
      const answer = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      return isObeyed(action, answer.status, await answer.text());
    };
    const until = performance.now() + AGAIN.withinMs;
    for (;;) {
      try {
        // Bounded once more from outside: now and then a fetch outlives its own signal.
        return await within(post(), ANSWER_WITHIN_MS + GRACE_MS, action);
      } catch (error) {
        if (error instanceof NotAnAction) throw error;
        if (performance.now() > until) return false;
        await delay(AGAIN.everyMs);
      }
    }
  };
}

class NotAnAction extends Error {}

/** The action's own result is row 1 of the answer. Whatever is no result at all is a fault of the harness, unless the console failed. */
function isObeyed(action: Steering, status: number, answer: string): boolean {
  const result = /^1:(\{.*\})$/m.exec(answer)?.[1];
  if (result) return (JSON.parse(result) as { ok: boolean }).ok;
  if (status >= 500) return false;
  throw new NotAnAction(`The console answered ${action} with ${status} and no result: ${answer.slice(0, 200)}`);
}

/** Ids of the actions that the pages were built with. */
function readActionIds(): Map<string, string> {
  const { node } = JSON.parse(readFileSync(MANIFEST, "utf8")) as Manifest;
  const ids = Object.entries(node).flatMap(([id, { exportedName, filename }]) =>
    filename === SOURCE && exportedName ? [[exportedName, id] as const] : [],
  );
  if (ids.length === 0) throw new Error(`The build names no actions of ${SOURCE}.`);
  return new Map(ids);
}
