import { defineConfig } from "@playwright/test";

import ordinary from "./playwright.config";

/** `npm run screenshots`: every page, light, dark, narrow and wide, into ../target/console-screenshots. */
export default defineConfig(ordinary, {
  testMatch: "screenshots.shots.ts",
  timeout: 300_000,
});
