import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { everyPage, read } from "./every-page";
import { expect, test } from "./fixtures";

const FOLDER = path.join(import.meta.dirname, "../screenshots");
const WIDTHS = [1440, 1024, 390] as const;

/** "/mailings/12" as a name of a file: "mailings-one". */
const nameOf = (href: string) => href.replace(/\d+$/, "one").replaceAll("/", "-").slice(1) || "dashboard";

for (const locale of ["en", "ru"] as const) {
  test(`every page at every width and in both themes, in ${locale}`, async ({ page, signInAs }) => {
    test.setTimeout(0);
    await signInAs("admin");
    const hrefs = await everyPage(page);
    await read(page, locale);
    for (const width of WIDTHS) {
      const folder = path.join(FOLDER, `${locale}-${width}`);
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      for (const href of hrefs) {
        await page.goto(href);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        for (const theme of ["light", "dark"]) {
          await page.evaluate((name) => document.documentElement.setAttribute("data-theme", name), theme);
          await page.screenshot({ path: path.join(folder, `${nameOf(href)}-${theme}.png`), fullPage: true, animations: "disabled" });
        }
      }
    }
  });
}
