import { defineConfig } from "@playwright/test";
import { stacks } from "./stacks";

const executablePath = process.env.CHROMIUM_PATH;

/** The servers are started by `npm test`, which passes their addresses and what is played. Each worker has an installation of its own. */
export default defineConfig({
  testDir: ".",
  testMatch: process.env.SIGNALBOX_E2E_FILES ?? "*.spec.ts",
  outputDir: "../test-results",
  reporter: [["list"], ["json"]],
  workers: stacks.length,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  use: {
    locale: "en-GB",
    timezoneId: "Europe/Moscow",
    // A trace of every test, kept or not, takes a quarter of the whole time: `--trace on` makes one where it is wanted.
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
    },
  },
});
