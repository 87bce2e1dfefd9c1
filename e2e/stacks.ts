import { z } from "zod";

const schema = z.array(z.object({ address: z.url(), sandboxUrl: z.url(), databaseUrl: z.string() }));

function read() {
  const given = process.env.SIGNALBOX_E2E_STACKS;
  if (!given) throw new Error("SIGNALBOX_E2E_STACKS is not set: run the browser tests through `npm test`.");
  return schema.parse(JSON.parse(given));
}

/** The running installations that `npm test` has started. */
export const stacks = read();

function own() {
  const mine = stacks[Number(process.env.TEST_PARALLEL_INDEX ?? 0)];
  if (!mine) throw new Error("There are more workers than installations.");
  return mine;
}

/** The one that belongs to this worker alone: specs beside it neither see its rows nor its sandbox's switches. */
export const stack = own();
