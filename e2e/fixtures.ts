import AxeBuilder from "@axe-core/playwright";
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

export const test = base.extend<{
  sandbox: Sandbox;
  signInAs: (role: DemoRole) => Promise<void>;
  expectAccessible: () => Promise<void>;
}>({
  baseURL: async ({}, use) => use(stack.address),
  sandbox: async ({}, use) => use(sandbox),
  signInAs: async ({ page }, use) => use((role) => signIn(page, role)),
  /** No finding of axe by WCAG 2.2 AA on the page as it stands. All our frames are of one origin: no second page is needed for them. */
  expectAccessible: async ({ page }, use) =>
    use(async () => {
      const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
      const { violations } = await axe.withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
      expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))).toEqual([]);
    }),
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
