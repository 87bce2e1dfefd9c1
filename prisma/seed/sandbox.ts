/** What the demo data want of the sandbox's control side. Amounts in whole units of its currency. */
export type SandboxControl = {
  readBalance(): Promise<number>;
  setBalance(balance: number): Promise<void>;
  /** A subscriber writes to one of the account's numbers. */
  receive(message: { phone: string; text: string }): Promise<void>;
};

/** Reach the control side of the sandbox at this address. */
export function connectSandbox(url: string): SandboxControl {
  const call = async (path: string, body?: object): Promise<unknown> => {
    const post = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const answer = await fetch(new URL(`/control/${path}`, url), body ? post : {});
    if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to ${path}.`);
    return answer.json();
  };
  return {
    readBalance: async () => Number(((await call("health")) as { balance: string }).balance),
    setBalance: async (balance) => {
      await call("balance", { balance });
    },
    receive: async (message) => {
      await call("incoming", message);
    },
  };
}
