import { guardRoute } from "@/lib/auth/guard";
import { idInAddress } from "@/lib/keyset";
import { countTabs, listMailings, TABS, type Tab } from "@/lib/mailings/reads";

/** One page of mailings; polled by the list while something runs. */
export async function GET(request: Request): Promise<Response> {
  const who = await guardRoute("mailing.read");
  if (who instanceof Response) return who;
  const { searchParams } = new URL(request.url);
  const tab = searchParams.get("tab") ?? "all";
  if (!Object.hasOwn(TABS, tab)) return Response.json({ code: "input.invalid" }, { status: 400 });
  const [page, counts] = await Promise.all([
    listMailings({ tab: tab as Tab, before: idInAddress(searchParams.get("before") ?? "") || null }),
    countTabs(),
  ]);
  return Response.json({ ...page, counts }, { headers: { "cache-control": "no-store" } });
}
