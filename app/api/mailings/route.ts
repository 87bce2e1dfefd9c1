import { guardRoute } from "@/lib/auth/guard";
import { readMailingsPage, TABS } from "@/lib/mailings/reads";

/** One page of mailings; polled by the list while something runs. */
export async function GET(request: Request): Promise<Response> {
  const who = await guardRoute("mailing.read");
  if (who instanceof Response) return who;
  const address = Object.fromEntries(new URL(request.url).searchParams);
  if (!Object.hasOwn(TABS, address.tab ?? "all")) return Response.json({ code: "input.invalid" }, { status: 400 });
  const page = await readMailingsPage(address);
  return Response.json(page, { headers: { "cache-control": "no-store" } });
}
