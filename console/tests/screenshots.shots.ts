/**
 * Pictures of every page with something on it, to be looked at before a release: `npm run screenshots`, or with
 * `-- --grep narrow` those of one mode. Nothing is compared; a page that does not come up, or that the list of pages does
 * not know, fails.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

import type { BrowserContextOptions, Page } from "@playwright/test";

import { everyPage, type Shown, unlisted } from "./screenshots/pages";
import { furnish } from "./screenshots/furnish";
import { expect, server, signIn, test } from "./support";

const FOLDER = "../target/console-screenshots";
/** Where things lie on which server: after a failure the others go on with what is there. */
const NOTES = "../target/test/console/screenshots.json";
const HEIGHT = 900;
/** Longer lists are cut off. */
const MOST_HEIGHT = 5_000;

const MODES = [
  { name: "light", width: 1280, colorScheme: "light" },
  { name: "dark", width: 1280, colorScheme: "dark" },
  { name: "narrow", width: 390, colorScheme: "light" },
  { name: "narrow-dark", width: 390, colorScheme: "dark" },
  { name: "wide", width: 2560, colorScheme: "light" },
] as const;

let shown: Shown;
let known: NonNullable<BrowserContextOptions["storageState"]>;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  mkdirSync(FOLDER, { recursive: true });
  const page = await (await browser.newContext({ viewport: { width: 1280, height: HEIGHT } })).newPage();
  await signIn(page);
  known = await page.context().storageState();
  const notes = existsSync(NOTES) ? (JSON.parse(readFileSync(NOTES, "utf8")) as { url: string; shown: Shown }) : null;
  if (notes?.url === server.url) {
    shown = notes.shown;
  } else {
    // Before anything is there.
    await take(page, "conversations-first-minute");
    shown = await furnish(page);
    writeFileSync(NOTES, JSON.stringify({ url: server.url, shown }));
  }
  await page.context().close();
});

for (const { name: mode, width, colorScheme } of MODES) {
  test(`every page, ${mode}`, async ({ browser }) => {
    test.setTimeout(600_000);
    const shape = { viewport: { width, height: HEIGHT }, colorScheme, locale: "en-GB", timezoneId: "UTC" } as const;
    const stranger = await (await browser.newContext(shape)).newPage();
    const ours = await (await browser.newContext({ ...shape, storageState: known })).newPage();
    const failed: string[] = [];
    const linked: string[] = [];
    for (const { name, address, isForStrangers } of everyPage(shown)) {
      const page = isForStrangers ? stranger : ours;
      try {
        await page.goto("about:blank");
        await page.goto(`${server.url}/${address}`);
        await take(page, `${name}-${mode}`);
        linked.push(...(await page.locator('a[href^="/"]').evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""))));
      } catch (error) {
        failed.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    await stranger.context().close();
    await ours.context().close();
    expect(failed).toEqual([]);
    expect(unlisted(linked, shown), "pages that the list in screenshots/pages.ts does not have").toEqual([]);
  });
}

/** A picture of the whole page once it has come up. */
async function take(page: Page, name: string): Promise<void> {
  await expect(page.locator("h1").first()).toBeVisible();
  await expect(page.locator(".state-loading")).toHaveCount(0, { timeout: 20_000 });
  await page.evaluate(() => document.fonts.ready);
  const size = page.viewportSize();
  if (!size) throw new Error("no viewport");
  // The page scrolls within the window: a window as high as its content shows all of it.
  const hidden = await page.evaluate(() => {
    const main = document.querySelector("main");
    return main ? main.scrollHeight - main.clientHeight : 0;
  });
  if (hidden > 0) await page.setViewportSize({ ...size, height: Math.min(size.height + hidden, MOST_HEIGHT) });
  await page.screenshot({ path: `${FOLDER}/${name}.png`, fullPage: true, animations: "disabled" });
  if (hidden > 0) await page.setViewportSize(size);
}
