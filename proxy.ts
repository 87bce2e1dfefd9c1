import { NextResponse, type NextRequest } from "next/server";
import { contentSecurityPolicy, NONCE_HEADER, PATH_HEADER, SECURITY_HEADERS } from "@/lib/auth/security-headers";

/** Security headers and a fresh nonce for every page. Who may see what is decided by each page, not here. */
export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy({ nonce, isDevelopment: process.env.NODE_ENV === "development" });

  const headers = new Headers(request.headers);
  headers.set(NONCE_HEADER, nonce);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  // Next takes the nonce of its own scripts from here.
  headers.set("content-security-policy", policy);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
  return response;
}

export const config = {
  // Uploads stay outside: a covered route has its body buffered and cut at 10 MB. The gateway's callbacks are
  // answered as they come, and static files carry no markup.
  matcher: ["/((?!_next/static|_next/image|api/imports|api/smsc/callback|icon|apple-icon|favicon.ico).*)"],
};
