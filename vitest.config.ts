import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    environment: "node",
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // Nothing of a test outlives it here, and most of the time would go into loading the same files again.
          isolate: false,
          // One password hash takes a good part of a second on a busy machine.
          testTimeout: 30_000,
          include: ["lib/**/*.test.ts", "components/**/*.test.ts", "e2e/bench/**/*.test.ts"],
          exclude: ["**/*.db.test.ts", "**/node_modules/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "database",
          sequence: { groupOrder: 1 },
          include: ["lib/**/*.db.test.ts"],
          globalSetup: ["lib/testing/global-setup.ts"],
          setupFiles: ["lib/testing/database.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: "start",
          sequence: { groupOrder: 2 },
          include: ["e2e/start/**/*.test.ts"],
          // A fresh clone installs and builds, from a registry as slow as it is that day.
          testTimeout: 420_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
