import { DatabaseError, type ClientBase, type Pool, type PoolClient } from "pg";

/** Deadlock and serialisation failure: the same work, done again, succeeds. */
const AGAIN = new Set(["40P01", "40001"]);

/**
 * Run `work` in one transaction on a connection of its own; whatever it throws undoes everything.
 * With `tries`, a deadlock or a serialisation failure starts it anew.
 */
export async function transaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>, { tries = 1 } = {}): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(pool, work);
    } catch (error) {
      const again = error instanceof DatabaseError && AGAIN.has(error.code ?? "");
      if (!again || attempt >= tries) throw error;
    }
  }
}

async function once<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const value = await work(client);
    await client.query("commit");
    return value;
  } catch (error) {
    broken = await rollback(client);
    throw error;
  } finally {
    client.release(broken);
  }
}

/** A connection that cannot even roll back must not go back to the pool. */
async function rollback(client: ClientBase): Promise<Error | undefined> {
  try {
    await client.query("rollback");
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
