import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { everyPage } from "./every-page";
import { expect, test } from "./fixtures";

/** Fetched when it is asked for: with its 200 packages it would double the installation. Newer ones need Node.js 22. */
const LIGHTHOUSE = "lighthouse@12.8.2";
const KINDS = ["performance", "accessibility", "best-practices"] as const;

const score = z.object({ score: z.number().nullable() });
const report = z.object({
  environment: z.object({ benchmarkIndex: z.number() }),
  categories: z.object({ performance: score, accessibility: score, "best-practices": score }),
  audits: z.record(z.string(), z.looseObject({ score: z.number().nullish(), title: z.string() })),
});

/** One page on one kind of device: a figure of 100 for each kind, and what cost some. */
async function measure(address: string, cookie: string, device: "desktop" | "mobile", file: string) {
  const args = ["--yes", LIGHTHOUSE, address, "--quiet", "--output=json", `--output-path=${file}`, `--only-categories=${KINDS.join(",")}`];
  const headers = `--extra-headers=${JSON.stringify({ Cookie: cookie })}`;
  const flags = "--chrome-flags=--headless --no-sandbox --disable-gpu";
  await promisify(execFile)("npx", [...args, headers, flags, ...(device === "desktop" ? ["--preset=desktop"] : [])], {
    env: { ...process.env, CHROME_PATH: process.env.CHROMIUM_PATH },
  });
  const { categories, audits, environment } = report.parse(JSON.parse(readFileSync(file, "utf8")));
  const figures = KINDS.map((kind) => Math.round((categories[kind].score ?? 0) * 100));
  const lost = Object.values(audits).filter((audit) => typeof audit.score === "number" && audit.score < 0.9);
  return { figures, lost: lost.map(({ title }) => title), speed: Math.round(environment.benchmarkIndex) };
}

test("every page by Lighthouse, on a desktop and on a phone", async ({ page, signInAs, baseURL }) => {
  test.setTimeout(0);
  await signInAs("admin");
  const hrefs = await everyPage(page);
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  await page.goto("about:blank");
  const folder = mkdtempSync(path.join(tmpdir(), "signalbox-lighthouse-"));
  const wanting = new Map<string, number>();
  try {
    // How fast the machine was meanwhile, by Lighthouse's own measure: the phone it plays has 264.
    console.log(`${"page".padEnd(28)} device   ${KINDS.join("  ")}  machine`);
    for (const href of hrefs) {
      for (const device of ["desktop", "mobile"] as const) {
        const { figures, lost, speed } = await measure(`${baseURL}${href}`, cookie, device, path.join(folder, "report.json"));
        console.log(
          `${href.padEnd(28)} ${device.padEnd(8)} ${figures.map((figure, at) => String(figure).padStart(KINDS[at]?.length ?? 0)).join("  ")}  ${String(speed).padStart(7)}`,
        );
        for (const title of lost) wanting.set(title, (wanting.get(title) ?? 0) + 1);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log("\nWhat cost points, and how often");
  for (const [title, times] of [...wanting].sort(([, a], [, b]) => b - a)) console.log(`${String(times).padStart(4)}  ${title}`);
  expect(hrefs.length).toBeGreaterThan(0);
});
