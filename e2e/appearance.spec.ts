import type { Page } from "@playwright/test";
import { everyPage, filesOfPages, KNOWN_FILES, read } from "./every-page";
import { expect, test } from "./fixtures";

const WIDTHS = [1440, 1024, 390] as const;

/** What is wrong with the page as it stands: wider than the window, wider than its own box, or cut off with nothing that tells the rest. */
const faultsOfLayout = (page: Page) =>
  page.evaluate(() => {
    const describe = (each: Element) =>
      `${each.tagName.toLowerCase()}.${each.className.toString().slice(0, 60)} “${(each.textContent ?? "").trim().slice(0, 40)}”`;
    const isSeen = (each: Element) => each.getClientRects().length > 0 && getComputedStyle(each).visibility !== "hidden";
    const ownText = (each: Element) => [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    const inside = [...document.querySelectorAll("body *")].filter(
      (each) => each instanceof HTMLElement && isSeen(each) && !each.closest(".sr-only, svg"),
    );
    const isScrolled = (each: Element) => {
      for (let up = each.parentElement; up; up = up.parentElement) if (/auto|scroll/.test(getComputedStyle(up).overflowX)) return true;
      return false;
    };
    const wide = document.documentElement.scrollWidth > window.innerWidth;
    const outside = wide ? inside.filter((each) => each.getBoundingClientRect().right > window.innerWidth + 1 && !isScrolled(each)) : [];
    const cut = inside.filter((each) => {
      if (!ownText(each) || each.scrollWidth <= each.clientWidth + 1 || each.clientWidth === 0) return false;
      const { overflowX, textOverflow, display } = getComputedStyle(each);
      if (display === "inline" || /auto|scroll/.test(overflowX)) return false;
      // What ends in dots may, as long as the whole of it can be read.
      return !(textOverflow === "ellipsis" && each.closest("[title]"));
    });
    return [...outside.map((each) => `outside: ${describe(each)}`), ...cut.map((each) => `cut: ${describe(each)}`)].slice(0, 12);
  });

/** How much has moved by itself since the page was opened. */
const shiftOf = (page: Page) => page.evaluate(() => window.shifted ?? { sum: 0, what: [] });

declare global {
  interface Window {
    shifted?: { sum: number; what: string[] };
  }
}

test("every page of the console is looked at", () => {
  expect(filesOfPages().sort()).toEqual([...KNOWN_FILES].sort());
});

for (const locale of ["en", "ru"] as const) {
  test(`every page is accessible in both themes, fits every width and does not move, in ${locale}`, async ({ page, signInAs, expectAccessible }) => {
    test.setTimeout(420_000);
    await page.addInitScript(() => {
      const shifted = { sum: 0, what: [] as string[] };
      window.shifted = shifted;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean; sources?: { node?: Node }[] })[]) {
          if (entry.hadRecentInput) continue;
          shifted.sum += entry.value;
          shifted.what.push(...(entry.sources ?? []).map(({ node }) => (node?.textContent ?? "").trim().slice(0, 40)));
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await signInAs("admin");
    const hrefs = await everyPage(page);
    await read(page, locale);
    const faults: string[] = [];
    for (const href of hrefs) {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
        await page.goto(href);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        if (width === 1440) {
          await expectAccessible();
          await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
          await expectAccessible();
        }
        const { sum, what } = await shiftOf(page);
        if (sum > 0) faults.push(`${href} at ${width}: moved by ${sum.toFixed(4)}: ${[...new Set(what)].slice(0, 4).join(" | ")}`);
        for (const fault of await faultsOfLayout(page)) faults.push(`${href} at ${width}: ${fault}`);
      }
    }
    expect(faults).toEqual([]);
  });
}
