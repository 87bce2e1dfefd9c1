import type { BenchStack } from "./stack";

/** What the sandbox takes to answer: about what a gateway in the same city does. */
const LATENCY_MS = 5;

/** Like the gateway at its start: an empty store, money enough, and so long to an answer. */
export async function emptySandbox(stack: BenchStack): Promise<void> {
  await stack.control("reset", {});
  await stack.control("balance", { balance: 100_000_000 });
  await stack.control("latency", { ms: LATENCY_MS });
}

/** Messages it has taken since then. */
export const received = async (stack: BenchStack) => (await stack.control<{ messages: number }>("health")).messages;

/** A fast benchmark that doubles a message, or breaks a rule of the gateway, is no result. */
export async function assertNobodyTwice(stack: BenchStack): Promise<void> {
  const { repeats, breaches } = await stack.control<{ repeats: number; breaches: Record<string, number> }>("ledger");
  if (repeats > 0) throw new Error(`${repeats} numbers were handed over twice.`);
  if (Object.keys(breaches).length > 0) throw new Error(`Rules of the gateway were broken: ${JSON.stringify(breaches)}.`);
}
