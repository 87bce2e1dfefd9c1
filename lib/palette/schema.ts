import { z } from "zod";

export const paletteSchema = z.object({ query: z.string().max(100) });
