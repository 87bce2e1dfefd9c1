import type { Role } from "@/lib/auth/permissions";

export const DEMO_PASSWORD = "demo";

export type DemoSignIn = { email: string; role: Role; name: string };

/** The people of the sandbox; named by what they are, since they are nobody. */
export const DEMO_SIGN_INS: readonly DemoSignIn[] = [
  { email: "admin@demo.test", role: "admin", name: "Demo administrator" },
  { email: "marketer@demo.test", role: "marketer", name: "Demo marketer" },
  { email: "operator@demo.test", role: "operator", name: "Demo operator" },
  { email: "support@demo.test", role: "support", name: "Demo support" },
];
