import { env } from "@/lib/env";

/** Tell whether an address belongs to a demo account; the whole domain counts. */
export function isDemoEmail(email: string): boolean {
  return email.endsWith("@demo.test");
}

/**
 * Tell whether demo accounts may sign in: only while the sandbox is the gateway and nobody outside this machine
 * can reach the console, since their password is public.
 */
export function demoSignInsAllowed(where: { SIGNALBOX_GATEWAY: string; HOST: string } = env): boolean {
  return where.SIGNALBOX_GATEWAY === "sandbox" && isLoopback(where.HOST);
}

function isLoopback(host: string) {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}
