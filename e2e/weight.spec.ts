import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { everyPage, read } from "./every-page";
import { expect, test, waitUntilAwake } from "./fixtures";

/** What a first visit may load of JavaScript, compressed, in the language that has more. */
const SCRIPT_LIMIT_KILOBYTES = 240;
/** What one page may ask of the database, its frame and the reader's permissions included. */
const QUERY_LIMIT = 20;
/** What asking for the count itself asks. */
const OF_THE_COUNT = 2;

/** Written before each script of a build by `lib/start/hint-compilation.mjs`. */
const COMPILE_HINT = "//# allFunctionsCalledOnLoad\n";

const known = new Map<string, number>();

/** Only for browsers that know no modules. */
const OLD_BROWSERS = /<script[^>]* nomodule[^>]*>/gi;

/** The compressed size of all scripts that a document names, whether it loads them at once or when a part of it wakes. */
async function scriptBytes(page: Page, html: string): Promise<number> {
  const scripts = new Set(html.replace(OLD_BROWSERS, "").match(/\/_next\/static\/chunks\/[\w./~-]+?\.js/g));
  expect(scripts.size).toBeGreaterThan(0);
  let sum = 0;
  for (const src of scripts) {
    const bytes = known.get(src) ?? (await scriptWeight(page, src));
    known.set(src, bytes);
    sum += bytes;
  }
  return sum;
}

async function scriptWeight(page: Page, src: string): Promise<number> {
  const script = await (await page.request.get(src)).body();
  expect(script.toString("latin1").startsWith(COMPILE_HINT), `${src} is compiled while it arrives`).toBe(true);
  return gzipSync(script).length;
}

async function queriesSoFar(page: Page): Promise<number> {
  const { queries } = (await (await page.request.get("/api/health")).json()) as { queries: number };
  return queries;
}

async function weigh(page: Page, href: string) {
  const bytes: number[] = [];
  for (const locale of ["ru", "en"] as const) {
    await read(page, locale);
    bytes.push(await scriptBytes(page, await (await page.request.get(href)).text()));
  }
  return { href, kilobytes: Math.ceil(Math.max(...bytes) / 1000), queries: await queriesOf(page, href) };
}

/** Wait for half a second in which nothing comes home: statuses of a mailing that another test sent ask for hundreds. */
async function untilQuiet(page: Page): Promise<void> {
  await expect(async () => {
    const before = await queriesSoFar(page);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await queriesSoFar(page)) - before).toBeLessThanOrEqual(OF_THE_COUNT);
  }).toPass({ timeout: 120_000 });
}

/** The least of three visits: what comes home by a callback meanwhile asks too. */
async function queriesOf(page: Page, href: string): Promise<number> {
  await untilQuiet(page);
  const visits: number[] = [];
  while (visits.length < 3) {
    const before = await queriesSoFar(page);
    await page.request.get(href);
    visits.push((await queriesSoFar(page)) - before - OF_THE_COUNT);
  }
  return Math.min(...visits);
}

test("every page loads little JavaScript and asks the database few questions", async ({ page, signInAs }) => {
  test.setTimeout(480_000);
  await page.goto("/sign-in");
  const weights = [await weigh(page, "/sign-in")];
  await signInAs("admin");
  const hrefs = await everyPage(page);
  // No open page asks meanwhile.
  await page.goto("about:blank");
  for (const href of hrefs) weights.push(await weigh(page, href));
  console.log(weights.map(({ href, kilobytes, queries }) => `${href}: ${kilobytes} kB, ${queries} queries`).join("\n"));
  expect(weights.filter(({ kilobytes, queries }) => kilobytes > SCRIPT_LIMIT_KILOBYTES || queries > QUERY_LIMIT)).toEqual([]);
});

declare global {
  interface Window {
    formats?: string[];
  }
}

/** The page of components shows what no other page has. */
const WITH_FORMATS = new Set(["/design"]);

test("a page wakes up without the browser's formats for dates and numbers, whose first costs a phone a tenth of a second", async ({
  page,
  signInAs,
}) => {
  test.setTimeout(240_000);
  await page.addInitScript(() => {
    const formats: string[] = [];
    window.formats = formats;
    const heard = <T extends object>(name: string, Native: T): T =>
      new Proxy(Native, {
        construct(target, given, self) {
          formats.push(`${name} ${JSON.stringify(given)}`);
          return Reflect.construct(target as new () => object, given, self) as object;
        },
      });
    const { DateTimeFormat, NumberFormat, RelativeTimeFormat } = Intl;
    for (const [name, Native] of Object.entries({ DateTimeFormat, NumberFormat, RelativeTimeFormat })) {
      Object.assign(Intl, { [name]: heard(name, Native) });
    }
  });
  await signInAs("admin");
  const hrefs = (await everyPage(page)).filter((href) => !WITH_FORMATS.has(href));
  const made: string[] = [];
  for (const href of hrefs) {
    await page.goto(href);
    await waitUntilAwake(page);
    made.push(...(await page.evaluate(() => window.formats ?? [])).map((format) => `${href}: ${format}`));
  }
  expect(made).toEqual([]);
  // They are made when a moment is told anew.
  await page.goto("/mailings?tab=done");
  await expect.poll(() => page.evaluate(() => window.formats?.length), { timeout: 20_000 }).toBeGreaterThan(0);
});
