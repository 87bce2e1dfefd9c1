import type { ChaosStack } from "./stack";

export type Taken = { gatewayId: number; status: number };

type Page = { rows: [gatewayId: number, msisdn: number, status: number][]; next: number };

/** What the sandbox has taken, by number: each taking by itself, so that a double shows. */
export function createLedger(control: ChaosStack["control"]) {
  const taken = new Map<string, Taken[]>();
  let from = 0;
  let reading: Promise<void> = Promise.resolve();

  async function readOn(): Promise<void> {
    for (;;) {
      const { rows, next } = await control<Page>(`accepted?from=${from}`);
      for (const [gatewayId, msisdn, status] of rows) taken.set(String(msisdn), [...(taken.get(String(msisdn)) ?? []), { gatewayId, status }]);
      if (next === from) return;
      from = next;
    }
  }

  return {
    read: async (): Promise<Map<string, Taken[]>> => {
      reading = reading.then(readOn);
      await reading;
      return taken;
    },
    /** Rules of the gateway that were broken, ever. */
    breaches: async (): Promise<Record<string, number>> => (await control<{ breaches: Record<string, number> }>("ledger")).breaches,
  };
}

export type Ledger = ReturnType<typeof createLedger>;
