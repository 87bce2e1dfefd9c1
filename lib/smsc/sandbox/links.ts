import { listed, type Result } from "./answers";
import type { Parameters } from "./parameters";
import { moscowMidnight } from "./times";
import type { World } from "./world";

const SHORT = "https://short.example/";
const DAY = 86_400_000;

/** Give the short form of a link; the same link is the same record. */
export function shortLink(world: World, url: string): string {
  const { links } = world.cabinet;
  const known = links.find((link) => link.url === url);
  if (known) return SHORT + known.id.toString(36);
  const id = world.cabinet.nextRecordId++;
  links.push({ id, url, clicks: [] });
  return SHORT + id.toString(36);
}

/** Count a click on a link, named by its long or short form; false when there is none. */
export function followLink(world: World, url: string): boolean {
  const link = world.cabinet.links.find((candidate) => candidate.url === url || SHORT + candidate.id.toString(36) === url);
  link?.clicks.push(world.now());
  world.isDirty = true;
  return link !== undefined;
}

/** tinyurls.php: how often a link was followed. Source: SMSC HTTP API, "info.php, tinyurls.php and small scripts". */
export const tinyurls = {
  lacks: (parameters: Parameters) => !parameters.is("get") || (parameters.get("link") === "" && parameters.get("id") === ""),
  handle(world: World, parameters: Parameters): Result {
    const [full, id] = [parameters.get("link"), parameters.get("id")];
    const link = world.cabinet.links.find(
      (candidate) => candidate.url === full || SHORT + candidate.id.toString(36) === full || String(candidate.id) === id,
    );
    if (!link) return { code: 3 };
    const now = world.now();
    const today = moscowMidnight(now);
    const since = (from: number, until = Infinity) => link.clicks.filter((at) => at >= from && at < until).length;
    const day = Number(new Date(now + 10_800_000).toISOString().slice(8, 10));
    const row = {
      id: link.id,
      cnt: link.clicks.length,
      cnt_mon: since(today - (day - 1) * DAY),
      cnt_day: since(today),
      cnt_yes: since(today - DAY, today),
    };
    return { ...listed([row]), tree: row, xml: undefined, outcome: "link" };
  },
};
