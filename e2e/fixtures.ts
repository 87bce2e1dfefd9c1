import axe from "axe-core";
import { expect, test as base, type BrowserContext, type Page } from "@playwright/test";
import { stack } from "./stacks";

export { expect };

export type DemoRole = "admin" | "marketer" | "operator" | "support";

/** The sandbox's control side: what it received, and switches for how it answers. */
export type Sandbox = {
  get<T>(path: string): Promise<T>;
  post(path: string, body?: unknown): Promise<void>;
};

const sandbox: Sandbox = {
  async get<T>(path: string) {
    const answer = await fetch(`${stack.sandboxUrl}${path}`);
    if (!answer.ok) throw new Error(`sandbox ${path}: ${answer.status}`);
    return (await answer.json()) as T;
  },
  async post(path, body = {}) {
    const answer = await fetch(`${stack.sandboxUrl}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`sandbox ${path}: ${answer.status}`);
  },
};

/** Wait until the page's script has taken over what the server sent: only then does it hear keys. */
export async function waitUntilAwake(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const button = document.querySelector("header button");
    return button !== null && Object.keys(button).some((key) => key.startsWith("__reactProps"));
  });
  // What listens to keys is set up right after.
  await page.waitForTimeout(500);
}

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;
const signedIn = new Map<DemoRole, Cookies>();

async function signIn(page: Page, role: DemoRole) {
  const known = signedIn.get(role);
  if (known) {
    await page.context().addCookies(known);
    await page.goto("/");
    return;
  }
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(`${role}@demo.test`);
  await page.getByLabel("Password").fill("demo");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  signedIn.set(role, await page.context().cookies());
}

type Findings = { id: string; nodes: string[] }[];

const WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
/** The rules of these that a theme can break. */
export const OF_COLOUR = ["color-contrast", "link-in-text-block"];

/** Less than the whole page and every rule: these rules, or what this selector matches. */
type Part = { rules?: readonly string[]; within?: string };

/**
 * What axe finds by WCAG 2.2 AA on the page as it stands. It is handed over once for each page and run there, which takes
 * half the time of what its own bridge to Playwright does for pages of many frames; ours have none.
 */
export async function axeFindings(page: Page, { rules, within = "html" }: Part = {}): Promise<Findings> {
  // A page that is being refreshed is without its title for a moment.
  await expect(page).toHaveTitle(/./);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async ({ runOnly, within }) => {
      // A colour half way to another is nobody's choice; what inherits one may set out only when that has arrived.
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const passing = () =>
        document.getAnimations().filter(({ effect, playState }) => playState === "running" && effect?.getComputedTiming().endTime !== Infinity);
      do {
        await Promise.allSettled(passing().map(({ finished }) => finished));
        await frame();
        await frame();
      } while (passing().length > 0);
      const { violations } = await window.axe.run(within, { runOnly, resultTypes: ["violations"] });
      return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
    },
    { runOnly: rules ? [...rules] : WCAG_22_AA, within },
  );
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}

export const test = base.extend<{
  sandbox: Sandbox;
  signInAs: (role: DemoRole) => Promise<void>;
  expectAccessible: () => Promise<void>;
}>({
  baseURL: async ({}, use) => use(stack.address),
  sandbox: async ({}, use) => use(sandbox),
  signInAs: async ({ page }, use) => use((role) => signIn(page, role)),
  expectAccessible: async ({ page }, use) => use(async () => expect(await axeFindings(page)).toEqual([])),
  /** A page that logs an error has failed, whatever it shows. */
  page: async ({ page }, use) => {
    const errors: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" && !/Failed to load resource/.test(message.text())) errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(String(error)));
    await use(page);
    expect(errors).toEqual([]);
  },
});
