import { z } from "zod";

const schema = z.object({
  DATABASE_URL: z.string().min(1),
  /** `sandbox` while no account is configured. Decides the frame, the demo sign-ins and which database is accepted. */
  SIGNALBOX_GATEWAY: z.enum(["sandbox", "live"]).default("sandbox"),
  /** Base of the gateway's scripts, ending in `/sys/`; what was set in the console, else the public host, when absent. */
  SMSC_URL: z
    .url()
    .transform((url) => (url.endsWith("/") ? url : `${url}/`))
    .optional(),
  SMSC_LOGIN: z.string().optional(),
  SMSC_PASSWORD: z.string().optional(),
  SMSC_API_KEY: z.string().optional(),
  /** Shared with the gateway; signs callbacks. Without it every callback is refused. */
  SMSC_CALLBACK_SECRET: z.string().optional(),
  /** Base of the sandbox's control pages; set by the launcher. */
  SANDBOX_URL: z.string().optional(),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  DATA_DIR: z.string().default(".data"),
  LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
});

export type Env = z.infer<typeof schema>;

/**
 * Read the environment, or throw one sentence that names each faulty variable.
 * An empty variable counts as absent.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  throw new Error(`The environment is not usable: ${faults}. Correct these variables and start again.`);
}

let cached: Env | undefined;

/** The environment of this process, read at first use: a build needs none of it. */
export const env = new Proxy({} as Env, {
  get(_, key: keyof Env) {
    cached ??= readEnv(process.env);
    return cached[key];
  },
});
