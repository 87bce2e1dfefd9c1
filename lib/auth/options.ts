import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { addressOf } from "@/lib/auth/address";
import { authenticate } from "@/lib/auth/authenticate";
import { SESSION_SECONDS, sessionCookie } from "@/lib/auth/session";

declare module "next-auth" {
  interface Session {
    operatorId: number;
    sessionVersion: number;
  }
  interface User {
    sessionVersion?: number;
  }
}

/** next-auth as this console uses it: one provider, encrypted tokens, no adapter. */
export const options: NextAuthOptions = {
  session: { strategy: "jwt", maxAge: SESSION_SECONDS },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  cookies: { sessionToken: sessionCookie() },
  providers: [
    CredentialsProvider({
      credentials: { email: {}, password: {} },
      async authorize(credentials, request) {
        const outcome = await authenticate({
          email: credentials?.email ?? "",
          password: credentials?.password ?? "",
          address: addressOf(new Headers(request.headers as Record<string, string> | undefined)),
        });
        if (!outcome.ok) throw new Error(outcome.error.code);
        return { id: String(outcome.value.operatorId), sessionVersion: outcome.value.sessionVersion };
      },
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => (user ? { sub: user.id, operatorId: Number(user.id), sessionVersion: user.sessionVersion } : token),
    session: ({ session, token }) => ({
      ...session,
      operatorId: Number(token.operatorId),
      sessionVersion: Number(token.sessionVersion),
    }),
  },
};
