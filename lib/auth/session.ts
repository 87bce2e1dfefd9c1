import { cookies } from "next/headers";
import { encode } from "next-auth/jwt";

/** A working day: who is still here tomorrow signs in again. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** What the browser carries, encrypted. Everything else about a person is read from the database at each request. */
export type SessionToken = { operatorId: number; sessionVersion: number };

const isSecure = () => (process.env.NEXTAUTH_URL ?? "").startsWith("https://");

/** The cookie that next-auth reads; `__Secure-` binds it to https where there is https. */
export function sessionCookie() {
  const secure = isSecure();
  return {
    name: `${secure ? "__Secure-" : ""}next-auth.session-token`,
    options: { httpOnly: true, sameSite: "lax", path: "/", secure } as const,
  };
}

/** The key of the sessions; without it nobody can sign in, and the message says what to set. */
export function sessionSecret(): string {
  const secret = process.env.NEXTAUTH_SECRET;
  if (!secret) throw new Error("NEXTAUTH_SECRET is not set: set it to a long random text and start again.");
  return secret;
}

/** Sign a person in on this browser: the same token and cookie as next-auth's own sign-in, without its client script. */
export async function openSession(token: SessionToken): Promise<void> {
  const value = await encode({
    token: { sub: String(token.operatorId), ...token },
    secret: sessionSecret(),
    maxAge: SESSION_SECONDS,
  });
  const { name, options } = sessionCookie();
  (await cookies()).set(name, value, { ...options, maxAge: SESSION_SECONDS });
}

/** Forget the person on this browser. */
export async function closeSession(): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}
