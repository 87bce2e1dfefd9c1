import { once } from "node:events";
import { Pool as HttpPool } from "undici";
import { z } from "zod";
import { disconnect, pool } from "@/lib/db";
import { createClient } from "@/lib/smsc/client";
import { createGovernor } from "@/lib/smsc/governor";

/**
 * A process that does nothing but send, so many requests a second: through client and governor, or the same bodies over
 * a bare HTTP pool. It tells how much of one core that took.
 */
const { LOAD_URL, LOAD_KIND, LOAD_PER_SECOND, LOAD_SECONDS } = z
  .object({ LOAD_URL: z.url(), LOAD_KIND: z.enum(["governed", "bare"]), LOAD_PER_SECOND: z.coerce.number(), LOAD_SECONDS: z.coerce.number() })
  .parse(process.env);

const WARM_UP = 200;
const TEXT = "Your code is 4271";
const TICK_MS = 5;

type Send = { send(number: number): Promise<unknown>; close(): Promise<void> };

const msisdnOf = (number: number) => String(79_300_000_050 + 100 * number);

function governed(): Send {
  const gateway = createGovernor({
    pool,
    settings: "bench",
    connect: (onExchange) => createClient({ baseUrl: LOAD_URL, login: "demo", password: "demo", onExchange }),
  });
  return {
    send: (number) => gateway.send({ gatewayId: 1_000_000_000 + number, sender: null, msisdns: [msisdnOf(number)], text: TEXT }),
    close: async () => {
      await gateway.close();
      await disconnect();
    },
  };
}

function bare(): Send {
  const { origin, pathname } = new URL(LOAD_URL);
  const http = new HttpPool(origin, { connections: 10, pipelining: 1 });
  return {
    send: async (number) => {
      const { body } = await http.request({
        path: `${pathname}send.php`,
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: `login=demo&psw=demo&charset=utf-8&fmt=3&phones=%2B${msisdnOf(number)}&mes=${TEXT.replaceAll(" ", "+")}&id=${1_100_000_000 + number}&cost=3&op=1`,
      });
      await body.text();
    },
    close: () => http.close(),
  };
}

/** Begin requests at an even pace, whatever became of those before. */
async function run({ send }: Send, first: number, count: number): Promise<void> {
  const under: Promise<unknown>[] = [];
  const start = performance.now();
  while (under.length < count) {
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    const due = Math.min(count, Math.floor(((performance.now() - start) / 1000) * LOAD_PER_SECOND));
    while (under.length < due) under.push(send(first + under.length));
  }
  await Promise.all(under);
}

const load = LOAD_KIND === "governed" ? governed() : bare();
await load.send(0);
await run(load, 1, WARM_UP);
process.send?.("ready");
await once(process, "message");
const before = process.cpuUsage();
await run(load, 1 + WARM_UP, LOAD_PER_SECOND * LOAD_SECONDS);
const { user, system } = process.cpuUsage(before);
process.send?.({ cpuSeconds: (user + system) / 1e6 });
await load.close();
process.disconnect();
