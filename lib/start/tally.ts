import { existsSync, readFileSync } from "node:fs";

/** What a stage of `npm test` came to. `notRun` names what could not be tried here: it never counts as passed. */
export type Tally = { passed: number; failed: number; notRun: string[] };

export const NOTHING: Tally = { passed: 0, failed: 0, notRun: [] };

export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  notRun: [...a.notRun, ...b.notRun],
});

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { assertionResults: { status: string; fullName: string }[] }[];
};

/** Read Vitest's JSON report. Throws when there is none: then nothing is known of what ran. */
export function vitestTally(file: string): Tally {
  const report = read<VitestReport>(file);
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const notRun = tests.filter(({ status }) => status !== "passed" && status !== "failed").map(({ fullName }) => fullName);
  return { passed: report.numPassedTests, failed: report.numFailedTests, notRun };
}

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } };

/** Read Playwright's JSON report. A test that passed only when repeated has failed. */
export function playwrightTally(file: string): Tally {
  const { expected, unexpected, flaky, skipped } = read<PlaywrightReport>(file).stats;
  return { passed: expected, failed: unexpected + flaky, notRun: skipped > 0 ? [`${skipped} browser tests`] : [] };
}

function read<Report>(file: string): Report {
  if (!existsSync(file)) throw new Error("It ended before it could say what it had run.");
  return JSON.parse(readFileSync(file, "utf8")) as Report;
}
