import { defineConfig } from "@playwright/test";

/** The console in Debian's Chromium, against a real server of its own (tests/server.ts). */
export default defineConfig({
  testDir: "tests",
  outputDir: "../target/test/console/results",
  globalSetup: "./tests/server.ts",
  // One server and one workspace: what one test changes another may look at, so they go one after the other.
  workers: 1,
  fullyParallel: false,
  // A browser that shares two cores with the server and other tests is late once in a while: what passes at the second try is
  // told as flaky, what fails twice fails.
  retries: 1,
  // Beside other work on two cores the longest take two minutes.
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      // Without a processor for graphics, imitating one costs more than drawing.
      args: ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"],
    },
    viewport: { width: 1280, height: 860 },
    locale: "en-GB",
    timezoneId: "UTC",
    // A trace of each action costs a third of the time: `TRACE=1 npm test` where one is to be looked at.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
  },
});
