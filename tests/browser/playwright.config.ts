import { defineConfig } from "@playwright/test";

// One worker: every test starts the real program and up to three browsers of its own, on a machine with two cores.
export default defineConfig({
  testDir: "specs",
  outputDir: "test-results",
  globalSetup: "./src/prepare.ts",
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: process.env["PLAYWRIGHT_JUNIT_OUTPUT_FILE"] ? [["list"], ["junit"]] : [["list"]],
});
