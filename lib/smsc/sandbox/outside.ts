import { z } from "zod";
import { acceptMessages } from "./accept";
import { readContent } from "./content";
import { reportMessage } from "./interventions";
import { Parameters } from "./parameters";
import type { World } from "./world";

/** Messages that another program of the account's has sent; `sentAt` in unix milliseconds. */
export const outsideSchema = z.object({
  messages: z.array(
    z.object({
      phone: z.string(),
      text: z.string().min(1),
      sender: z.string().default(""),
      id: z.union([z.number().int().positive(), z.string()]).optional(),
      sentAt: z.number().optional(),
      status: z.number().int().min(-1).max(25).optional(),
      err: z.number().int().min(0).max(255).default(0),
    }),
  ),
});

/** Put them beside ours: status.php, callbacks and history know them, the ledger counts them apart. */
export function addOutside(world: World, { messages }: z.infer<typeof outsideSchema>): { ids: (number | string)[] } {
  const ids = messages.map(({ phone, text, sender, id = world.nextId++, sentAt = world.now(), status, err }) => {
    const content = readContent(world, new Parameters(new Map(Object.entries({ phones: phone, mes: text, sender }))));
    if (!content) return "";
    const first = world.store.count;
    acceptMessages(world, { id, content, timing: { startsAt: sentAt, lifeMs: 86_400_000 }, isOutside: true });
    for (let at = first; status !== undefined && at < world.store.count; at++) reportMessage(world, at, { status, err });
    return id;
  });
  return { ids };
}
