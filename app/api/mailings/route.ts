import { guardRoute } from "@/lib/auth/guard";
import { readMailingsPage } from "@/lib/mailings/reads";

/** One page of mailings; polled by the list while something runs. */
export async function GET(request: Request): Promise<Response> {
  const who = await guardRoute("mailing.read");
  if (who instanceof Response) return who;
  const page = await readMailingsPage(Object.fromEntries(new URL(request.url).searchParams));
  return Response.json(page, { headers: { "cache-control": "no-store" } });
}
