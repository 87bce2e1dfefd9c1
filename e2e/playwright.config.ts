import { defineConfig } from "@playwright/test";

const executablePath = process.env.CHROMIUM_PATH;

/** The servers are started by `npm test`, which passes their addresses. */
export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  outputDir: "../test-results",
  reporter: [["list"], ["json"]],
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  use: {
    baseURL: process.env.SIGNALBOX_E2E_URL,
    locale: "en-GB",
    timezoneId: "Europe/Moscow",
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
    },
  },
});
