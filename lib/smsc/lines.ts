import type { Pool } from "pg";
import { createBreaker, type Breaker } from "@/lib/smsc/breaker";
import type { GatewayClient } from "@/lib/smsc/client";
import type { GatewayExchange } from "@/lib/smsc/gateway";

/** The account as its settings are now. */
export type Account = {
  /** Of the settings in the database; null when they never change. */
  version: number | null;
  /** sha256 of address and credentials: what was proven for other settings does not count. */
  settings: string;
  /** Makes the client around which the governor stands. */
  connect: (onExchange: (exchange: GatewayExchange) => void) => GatewayClient;
};

/** One set of settings with its client, until newer ones come. */
export type Line = {
  readonly version: number | null;
  readonly settings: string;
  readonly client: GatewayClient;
  readonly breaker: Breaker;
  /** A request is under way; a line that was retired ends with its last one. */
  hold(): void;
  release(): void;
};

type Options = { pool: Pool; minuteMs: number; load: () => Promise<Account>; onExchange: (exchange: GatewayExchange) => void };

/** The line to use now, and the end of those that are of yesterday. */
export function createLines({ pool, minuteMs, load, onExchange }: Options) {
  let present: Promise<Line> | null = null;
  const ends = new Map<Line, () => void>();

  async function make(): Promise<Line> {
    const { version, settings, connect } = await load();
    const client = connect(onExchange);
    let users = 0;
    let isRetired = false;
    const endWhenIdle = () => {
      if (isRetired && users === 0) void client.close();
    };
    const line: Line = {
      version,
      settings,
      client,
      breaker: createBreaker(pool, settings, minuteMs),
      hold: () => (users += 1),
      release: () => {
        users -= 1;
        endWhenIdle();
      },
    };
    ends.set(line, () => {
      isRetired = true;
      ends.delete(line);
      endWhenIdle();
    });
    return line;
  }

  return {
    /** Throws what `load` throws; the next call tries again. */
    current: async (): Promise<Line> => {
      const mine = (present ??= make());
      try {
        return await mine;
      } catch (error) {
        if (present === mine) present = null;
        throw error;
      }
    },
    /** Its settings are old. Requests under way are finished. */
    retire: (line: Line): void => {
      const end = ends.get(line);
      if (!end) return;
      present = null;
      end();
    },
    close: async (): Promise<void> => {
      present = null;
      const open = [...ends.keys()];
      ends.clear();
      for (const { client } of open) await client.close();
    },
  };
}
