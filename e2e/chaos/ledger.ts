import type { ChaosStack } from "./stack";

export type Taken = {
  gatewayId: number;
  status: number;
  /** What it is charged for at present, in hundredths. */
  cost: number;
};

type Page = { rows: [gatewayId: number, msisdn: number, status: number, cost: number][]; next: number };
type Control = ChaosStack["control"];

/** How many messages the sandbox has taken. */
export async function countTaken(control: Control): Promise<number> {
  return (await control<{ messages: number }>("health")).messages;
}

/** What the sandbox has taken since, by number, with the status of now: each taking by itself, so that a double shows. */
export async function readTaken(control: Control, since: number): Promise<Map<string, Taken[]>> {
  const taken = new Map<string, Taken[]>();
  for (let from = since; ;) {
    const { rows, next } = await control<Page>(`accepted?from=${from}`);
    for (const [gatewayId, msisdn, ...rest] of rows) {
      const [status, cost] = rest;
      taken.set(String(msisdn), [...(taken.get(String(msisdn)) ?? []), { gatewayId, status, cost }]);
    }
    if (next === from) return taken;
    from = next;
  }
}

type Totals = { repeats: number; breaches: Record<string, number> };

/** What the sandbox says of all runs together: a number taken twice at whatever time, and every rule that was broken. */
export async function readFaults(control: Control): Promise<string[]> {
  const { repeats, breaches } = await control<Totals>("ledger");
  return [
    ...(repeats > 0 ? [`the gateway took ${repeats} numbers once more, whenever that was`] : []),
    ...Object.entries(breaches).map(([rule, times]) => `the gateway's rule ${rule} was broken ${times} times`),
  ];
}
