import { z } from "zod";

/** Messages of one request, at most. */
export const REQUEST_SIZE = { least: 1, most: 500 } as const;
export const SPEED = { least: 1, most: 1_000_000 } as const;
/** Messages of one mass request for statuses; a whole slice must fit, or a lost answer could never be asked about. */
export const STATUS_PAIRS = { least: REQUEST_SIZE.most, most: 10_000 } as const;
/** Days that a final status is waited for. */
export const FINAL_WITHIN_DAYS = { least: 1, most: 30 } as const;

const isHttp = (text: string) => /^https?:\/\//i.test(text);
const optionalUrl = z
  .string()
  .trim()
  .max(500)
  .refine((text) => text === "" || (isHttp(text) && URL.canParse(text)), "url_invalid");

const wholeNumber = ({ least, most }: { least: number; most: number }, fault: string) =>
  z.number({ error: fault }).int(fault).min(least, fault).max(most, fault);

/** What an administrator may enter. An empty secret keeps the stored one. */
export const connectionSchema = z.object({
  url: optionalUrl.transform((text) => (text === "" || text.endsWith("/") ? text : `${text}/`)),
  login: z.string().trim().max(100),
  credentialKind: z.enum(["password", "api_key"]),
  credential: z.string().max(200),
  callbackUrl: optionalUrl,
  callbackSecret: z.string().max(200),
  requestSize: wholeNumber(REQUEST_SIZE, "request_size_invalid"),
  pairsPerRequest: wholeNumber(STATUS_PAIRS, "pairs_invalid"),
  finalWithinDays: wholeNumber(FINAL_WITHIN_DAYS, "days_invalid"),
  speedPerMinute: z.number().int("speed_invalid").min(SPEED.least, "speed_invalid").max(SPEED.most, "speed_invalid").nullable(),
});

export type ConnectionInput = z.output<typeof connectionSchema>;
