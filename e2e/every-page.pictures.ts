import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { everyPage, fit, read, wear, WIDTHS } from "./every-page";
import { expect, test } from "./fixtures";

const FOLDER = path.join(import.meta.dirname, "../screenshots");

/** "/mailings/12" as a name of a file: "mailings-one". */
const nameOf = (href: string) => href.replace(/\d+/, "one").replace("?tab=", "-").replaceAll("/", "-").slice(1) || "dashboard";

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
      await fit(page, width);
      for (const href of hrefs) {
        await page.goto(href);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        for (const theme of ["light", "dark"] as const) {
          await wear(page, theme);
          await page.screenshot({ path: path.join(folder, `${nameOf(href)}-${theme}.png`), fullPage: true, animations: "disabled" });
        }
      }
    }
  });
}
