import { z } from "zod";

export const quarantineProposedSchema = z.object({
  count: z.number().int().min(1).max(10_000),
  reason: z.string().trim().min(1, "reason_required").max(500, "reason_too_long"),
});
