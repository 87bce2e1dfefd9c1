import NextAuth from "next-auth";
import { options } from "@/lib/auth/options";

type Context = { params: Promise<{ nextauth: string[] }> };

const handler = NextAuth(options) as (request: Request, context: Context) => Promise<Response>;

export { handler as GET, handler as POST };
