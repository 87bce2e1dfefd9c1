import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A way to PostgreSQL that keeps its address while the server behind it is killed and started again. */
export type DatabaseDoor = {
  port: number;
  /** Where the server listens now. */
  leadTo(port: number): void;
  /** End every connection in the middle of whatever it does; gives how many there were. */
  cut(): number;
  /** Let so many more of the next commits reach the server, and lose what it answers. */
  loseCommits(count: number): void;
  /** How many commits were lost so. */
  lostCommits(): number;
  close(): Promise<void>;
};

/** Open one on a free port of this machine. */
export async function openDatabaseDoor(port: number): Promise<DatabaseDoor> {
  const pairs = new Set<() => void>();
  let target = port;
  let toLose = 0;
  let lost = 0;

  const server = createServer((client) => {
    const upstream = connect(target, "127.0.0.1");
    const end = joined(client, upstream, () => pairs.delete(end));
    pairs.add(end);
    client.on("data", (data: Buffer) => {
      if (toLose > 0 && /commit/i.test(data.toString("latin1"))) {
        toLose -= 1;
        lost += 1;
        client.destroy();
        upstream.end(data);
      } else if (!upstream.write(data)) {
        client.pause();
        upstream.once("drain", () => client.resume());
      }
    });
    upstream.on("data", (data: Buffer) => {
      if (client.destroyed || client.write(data)) return;
      upstream.pause();
      client.once("drain", () => upstream.resume());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    leadTo: (next) => (target = next),
    cut: () => {
      const count = pairs.size;
      for (const end of [...pairs]) end();
      return count;
    },
    loseCommits: (count) => (toLose += count),
    lostCommits: () => lost,
    close: async () => {
      for (const end of [...pairs]) end();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Two sockets that end together; gives what ends them at once. */
function joined(client: Socket, upstream: Socket, ended: () => void): () => void {
  for (const socket of [client, upstream]) {
    socket.setNoDelay(true);
    socket.on("error", () => {});
  }
  client.once("end", () => upstream.end());
  client.once("close", () => upstream.end());
  upstream.once("close", () => {
    client.destroy();
    ended();
  });
  return () => {
    client.destroy();
    upstream.destroy();
  };
}
