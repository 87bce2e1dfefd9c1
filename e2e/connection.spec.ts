import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { stack } from "./stacks";
import { Launcher } from "./start/launcher";

/** A live installation whose account is set in the console, and a gateway of its own to connect it to. */
let launcher: Launcher;
let gateway: ChildProcess;
let gatewayUrl = "";
let address = "";
let folder = "";

const ADMIN = { email: "admin@sample.test", password: "a long sample password" };

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function received(): Promise<Record<string, number>> {
  return ((await (await fetch(`${gatewayUrl}/control/ledger`)).json()) as { requests: Record<string, number> }).requests;
}

test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = mkdtempSync(path.join(tmpdir(), "signalbox-live-"));
  const [port, sandboxPort] = [await freePort(), await freePort()];
  gatewayUrl = `http://127.0.0.1:${sandboxPort}`;
  gateway = spawn(process.execPath, ["--import", "tsx", "lib/smsc/sandbox/main.ts"], {
    env: { ...process.env, SANDBOX_PORT: String(sandboxPort), SANDBOX_STATE_FILE: "" },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  await once(gateway, "message");
  launcher = new Launcher(folder, {
    env: { PORT: String(port), SIGNALBOX_GATEWAY: "live", SIGNALBOX_ADMIN_EMAIL: ADMIN.email, SIGNALBOX_ADMIN_PASSWORD: ADMIN.password },
  });
  address = await launcher.address();
});

test.afterAll(async () => {
  await launcher.end();
  gateway.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function signIn(page: Page) {
  await page.goto(`${address}/sign-in?to=/connection`);
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Connection" })).toBeVisible();
}

async function save(page: Page, fields: Record<string, string>) {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole("button", { name: "Save" }).click();
}

const findings = (page: Page) => page.getByRole("region", { name: "Test connection" }).getByRole("listitem");

test("an administrator connects an account: wrong credentials are tried once and stop everything, right ones need no start", async ({
  page,
  expectAccessible,
}) => {
  await signIn(page);
  await expect(page.getByText("No account is set")).toBeVisible();
  await save(page, { "Gateway address": `${gatewayUrl}/sys/`, Login: "demo", "Password or API key": "no-such-password" });
  await expect(page.getByText("Saved. Every process uses it from now on.")).toBeVisible();
  await expect(page.getByLabel("Password or API key", { exact: true })).toHaveValue("");
  expect((await page.content()).includes("no-such-password")).toBe(false);

  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(findings(page).first()).toContainText("error 2");
  await expect(page.getByText("These credentials were turned down")).toBeVisible();
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(findings(page).first()).toContainText("Not asked: these settings were turned down before");
  await expectAccessible();
  expect(await received()).toEqual({ balance: 1 });

  await page.goto(`${address}/`);
  await expect(page.getByText("The gateway refused login or password.")).toBeVisible();
  const attention = page.getByRole("region", { name: "Needs attention" });
  await attention.getByRole("link", { name: "Open the connection" }).click();
  await save(page, { "Password or API key": "demo" });
  await expect(page.getByText("These credentials were turned down")).toBeHidden();
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(findings(page).first()).toContainText("It answers. The balance is");
  await expect(findings(page).nth(1)).toContainText("clock agrees");

  // The callbacks' address is looked at from outside, and must lead here.
  await save(page, { "Address of this console's door": `${address}/api/smsc/callback?charset=utf-8&sha1`, Secret: "sample secret" });
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(findings(page).last()).toContainText(/leads to this console's door/);
  expect((await page.content()).includes("sample secret")).toBe(false);

  await page.goto(`${address}/connection/log`);
  const refused = page.getByRole("row").filter({ hasText: "Refused" });
  await expect(refused).toHaveCount(1);
  await expect(refused).toContainText("balance.php");
  await page.goto(`${address}/`);
  await expect(page.getByText("The gateway refused login or password.")).toBeHidden();
});

test("the sandbox's installation shows its connection and does not let it be changed", async ({ page, signInAs }) => {
  await signInAs("admin");
  await page.goto("/connection");
  await expect(page.getByLabel("Login")).toHaveAttribute("readonly", "");
  await expect(page.getByLabel("Gateway address")).toHaveAttribute("readonly", "");
  await expect(page.getByLabel("Password or API key", { exact: true })).toHaveCount(0);
});

test("an operator cancels a mailing that waits at the gateway, and sees no settings", async ({ page, signInAs }) => {
  const name = `Sample ${Date.now()}`;
  const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString();
  const made = {
    login: "demo",
    psw: "demo",
    add: "1",
    name,
    phones: "79160000050",
    mes: "Sample",
    time: `${inAWeek.slice(8, 10)}.${inAWeek.slice(5, 7)}.${inAWeek.slice(2, 4)} 12:00`,
  };
  await fetch(`${stack.sandboxUrl}/sys/jobs.php`, {
    method: "POST",
    body: new URLSearchParams({ ...made, fmt: "3", charset: "utf-8" }),
  });
  await signInAs("operator");
  await page.goto("/gateway/mailings");
  const row = page.getByRole("row").filter({ hasText: name });
  await row.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel the mailing" }).click();
  await expect(page.getByText("The gateway canceled it.")).toBeVisible();
  await expect(row).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Connection" })).toHaveCount(0);
});
