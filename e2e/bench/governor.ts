import { fork } from "node:child_process";
import { once } from "node:events";
import type { Figure } from "./report";
import type { BenchStack } from "./stack";

const PER_SECOND = 200;
const SECONDS = 15;

/** What client and governor cost at 200 requests a second, beside the same bodies over a bare HTTP pool; share of one core. */
export async function benchGovernor(stack: BenchStack): Promise<Figure> {
  await stack.control("reset", {});
  const floor = await shareOf(stack, "bare");
  await stack.control("reset", {});
  const value = await shareOf(stack, "governed");
  const { accepted, breaches } = await stack.control<{ accepted: number; breaches: object }>("ledger");
  if (accepted < PER_SECOND * SECONDS || Object.keys(breaches).length > 0) {
    throw new Error(`The gateway took ${accepted} messages, and rules were broken: ${JSON.stringify(breaches)}.`);
  }
  await stack.control("reset", {});
  return {
    what: `client and governor, ${PER_SECOND} requests a second`,
    unit: "% of a core",
    value,
    target: 25,
    sense: "at_most",
    floor: { what: "bare HTTP loop, same bodies", value: floor, ratio: 3 },
  };
}

/** Percent of one core that a process spends which does only this. */
async function shareOf({ sandboxUrl }: BenchStack, kind: "governed" | "bare"): Promise<number> {
  const child = fork("e2e/bench/governor-load.ts", {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, LOAD_URL: `${sandboxUrl}/sys/`, LOAD_KIND: kind, LOAD_PER_SECOND: String(PER_SECOND), LOAD_SECONDS: String(SECONDS) },
  });
  try {
    await once(child, "message");
    child.send("go");
    const [told] = (await once(child, "message")) as [{ cpuSeconds: number }];
    // By the seconds it should have taken: on a machine too busy for the pace the requests cost no less.
    return (100 * told.cpuSeconds) / SECONDS;
  } finally {
    child.kill();
  }
}
