import type { Page } from "@playwright/test";
import { everyPage, filesOfPages, fit, KNOWN_FILES, read, wear, WIDTHS } from "./every-page";
import { axeFindings, expect, OF_COLOUR, test, waitUntilAwake } from "./fixtures";

test.describe.configure({ mode: "parallel" });
// A colour on its way to another is waited for else.
test.use({ contextOptions: { reducedMotion: "reduce" } });

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
    const blockOf = (each: Element): Element | null => {
      const up = each.parentElement;
      return up && getComputedStyle(up).display === "inline" ? blockOf(up) : up;
    };
    // Text that stands out of its own box runs into its neighbour's.
    const astray = inside.filter((each) => {
      const block = ownText(each) && getComputedStyle(each).display === "inline" ? blockOf(each) : null;
      if (!block || block.clientWidth <= 1 || getComputedStyle(block).overflowX !== "visible" || isScrolled(each)) return false;
      return each.getBoundingClientRect().right > block.getBoundingClientRect().right + 1;
    });
    const cut = inside.filter((each) => {
      // What is one pixel wide is for the ear.
      if (!ownText(each) || each.scrollWidth <= each.clientWidth + 1 || each.clientWidth <= 1) return false;
      const { overflowX, textOverflow, display } = getComputedStyle(each);
      if (display === "inline" || /auto|scroll/.test(overflowX)) return false;
      // What ends in dots may, as long as the whole of it can be read.
      return !(textOverflow === "ellipsis" && each.closest("[title]"));
    });
    return [...outside.map((each) => `outside: ${describe(each)}`), ...[...cut, ...astray].map((each) => `cut: ${describe(each)}`)].slice(0, 12);
  });

/** Rounded to hundredths, as browsers and Lighthouse tell it, it is 0. What is left is the bar of a mailing that runs. */
const SHIFT_LIMIT = 0.005;

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

async function axeInBothThemes(page: Page, where: string, part: Parameters<typeof axeFindings>[1] = {}): Promise<string[]> {
  const faults: string[] = [];
  for (const theme of ["dark", "light"] as const) {
    await wear(page, theme);
    const findings = await axeFindings(page, theme === "dark" ? { ...part, rules: OF_COLOUR } : part);
    faults.push(...findings.map(({ id, nodes }) => `${where} in ${theme}: ${id}: ${nodes.join(" ")}`));
  }
  return faults;
}

/** What stands over a page; the page itself is looked at by the tests below. */
const OVER = { within: "[data-open]:is([role=menu], [role=dialog], [role=alertdialog]), [role=listbox]" };

test("whatever opens over a page is accessible in both themes", async ({ page, signInAs }) => {
  test.setTimeout(600_000);
  await signInAs("admin");
  const known = new Set<string>();
  const faults: string[] = [];
  for (const href of await everyPage(page)) {
    await page.goto(href);
    await waitUntilAwake(page);
    const openers = page.locator("[aria-haspopup]:visible:enabled");
    for (const opener of await openers.all()) {
      const kind = await opener.getAttribute("aria-haspopup");
      const name = kind === "listbox" ? `${kind} ${href}` : `${kind} ${(await opener.getAttribute("aria-label")) ?? (await opener.textContent())}`;
      // What stands in every row, or over every page, is opened once, and one of a page's lists stands for all.
      if (known.has(name)) continue;
      known.add(name);
      await expect(async () => {
        // It may have been late, and stand in the way of its own opener now.
        if ((await opener.getAttribute("aria-expanded")) !== "true") await opener.click({ timeout: 1_000 });
        await expect(opener).toHaveAttribute("aria-expanded", "true", { timeout: 1_000 });
      }).toPass();
      faults.push(...(await axeInBothThemes(page, `${href}, ${name}`, OVER)));
      await page.keyboard.press("Escape");
      await expect(opener).toHaveAttribute("aria-expanded", "false");
    }
  }
  await page.goto("/design");
  await page.getByRole("button", { name: "Show a toast" }).click();
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  faults.push(...(await axeInBothThemes(page, "a toast", { within: "[role=region]:has([role=dialog])" })));
  for (const [key, name] of [
    ["Control+k", "Search and commands"],
    ["?", "Keyboard"],
  ] as const) {
    await page.goto("/");
    await waitUntilAwake(page);
    await page.keyboard.press(key);
    await expect(page.getByRole("dialog")).toBeVisible();
    faults.push(...(await axeInBothThemes(page, name, OVER)));
  }
  expect(known.size).toBeGreaterThan(10);
  expect(faults).toEqual([]);
});

for (const locale of ["en", "ru"] as const) {
  test(`every page is accessible in both themes, fits every width and does not move, in ${locale}`, async ({ page, signInAs }) => {
    test.setTimeout(600_000);
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
    page.on("console", (said) => {
      // What is under way when the next page is opened is cut off, and says so.
      const isCutOff = /Failed to fetch|Failed to load resource: net::/.test(said.text());
      if (said.type() === "error" && !isCutOff) faults.push(`${page.url()} said: ${said.text()}`);
    });
    page.on("pageerror", (error) => faults.push(`${page.url()} failed: ${error.message}`));
    for (const href of hrefs) {
      for (const width of WIDTHS) {
        await fit(page, width);
        // Between the widest and the narrowest the page is only made narrower.
        if (width !== 1024) await page.goto(href);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        if (width === 1440) {
          faults.push(...(await axeInBothThemes(page, href)));
        }
        const { sum, what } = await shiftOf(page);
        if (sum >= SHIFT_LIMIT) faults.push(`${href} at ${width}: moved by ${sum.toFixed(4)}: ${[...new Set(what)].slice(0, 4).join(" | ")}`);
        for (const fault of await faultsOfLayout(page)) faults.push(`${href} at ${width}: ${fault}`);
      }
    }
    expect(faults).toEqual([]);
  });
}
