/**
 * What the first page costs: the bytes of its scripts as they are sent, and, told only, how long it took until one could
 * work with it.
 */
import { expect, type Page } from "@playwright/test";

import { server, test } from "./support";

/** Compressed, for signing in and the list together. */
const MOST_SCRIPT_BYTES = 300_000;

/** Counts the bytes of scripts that a page loads from now on, each of them from the server. */
async function scripts(page: Page): Promise<() => number> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const ours = new Set<string>();
  let bytes = 0;
  session.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") ours.add(requestId);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (ours.has(requestId)) bytes += encodedDataLength;
  });
  return () => bytes;
}

declare global {
  interface Window {
    /** When the last long piece of work ended, in milliseconds from the beginning of the load. */
    busyUntil: number;
  }
}

/** Milliseconds from the beginning of the load until its heading stood there and nothing long held the page up. */
async function interactiveAfter(page: Page, address: string): Promise<number> {
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const shownAt = await page.evaluate(() => Math.max(...performance.getEntriesByType("paint").map((paint) => paint.startTime)));
  await page.waitForLoadState("networkidle");
  return Math.round(Math.max(shownAt, await page.evaluate(() => window.busyUntil)));
}

test("signing in and the list need few scripts", async ({ page }) => {
  await page.addInitScript(() => {
    window.busyUntil = 0;
    const note = (list: PerformanceObserverEntryList) => {
      for (const one of list.getEntries()) window.busyUntil = Math.max(window.busyUntil, one.startTime + one.duration);
    };
    new PerformanceObserver(note).observe({ type: "longtask", buffered: true });
  });
  const loaded = await scripts(page);
  const door = await interactiveAfter(page, `${server.url}/sign-in`);
  const atTheDoor = loaded();
  await page.getByLabel("E-mail").fill(server.email);
  await page.getByLabel("Password").fill(server.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/conversations/);
  await expect(page.getByRole("heading", { level: 1, name: "Conversations" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  const together = loaded();
  const list = await interactiveAfter(page, `${server.url}/conversations`);
  const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB`;
  console.log(`scripts as sent: sign-in ${kilobytes(atTheDoor)}, with the list ${kilobytes(together)}; interactive after ${door} ms (sign-in), ${list} ms (list)`);
  expect(atTheDoor, "scripts were counted").toBeGreaterThan(10_000);
  expect(together).toBeGreaterThan(atTheDoor);
  expect(together).toBeLessThan(MOST_SCRIPT_BYTES);
});
