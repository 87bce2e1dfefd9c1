import type { ChaosStack } from "./stack";

export type Taken = { gatewayId: number; status: number };

type Page = { rows: [gatewayId: number, msisdn: number, status: number][]; next: number };

/** What the sandbox has taken since it was read last, by number: each taking by itself, so that a double shows. */
export function createLedger(control: ChaosStack["control"]) {
  let from = 0;
  return {
    read: async (): Promise<Map<string, Taken[]>> => {
      const taken = new Map<string, Taken[]>();
      for (;;) {
        const { rows, next } = await control<Page>(`accepted?from=${from}`);
        for (const [gatewayId, msisdn, status] of rows) taken.set(String(msisdn), [...(taken.get(String(msisdn)) ?? []), { gatewayId, status }]);
        if (next === from) return taken;
        from = next;
      }
    },
    /** Rules of the gateway that were broken, ever. */
    breaches: async (): Promise<Record<string, number>> => (await control<{ breaches: Record<string, number> }>("ledger")).breaches,
    /** Numbers that were taken more than once, ever. */
    repeats: async (): Promise<number> => (await control<{ repeats: number }>("ledger")).repeats,
  };
}

export type Ledger = ReturnType<typeof createLedger>;
