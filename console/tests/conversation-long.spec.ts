/** Three hours and three thousand entries: only what is in view is drawn, and it scrolls and follows. */
import type { Page } from "@playwright/test";

import { long, open, second } from "./recordings";
import { expect, test } from "./support";

const COUNT = 3_000;
/** Steps of the wheel, through about a tenth of the transcript. */
const STEPS = 120;

/** Longest time between two pictures of the screen while `act` runs, in milliseconds. */
async function longestGap(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const seen = { longest: 0, last: performance.now(), isOver: false };
    Object.assign(window, { seen });
    const look = (now: number) => {
      seen.longest = Math.max(seen.longest, now - seen.last);
      seen.last = now;
      if (!seen.isOver) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await act();
  return page.evaluate(() => {
    const { seen } = window as unknown as { seen: { longest: number; isOver: boolean } };
    seen.isOver = true;
    return seen.longest;
  });
}

test("three thousand entries scroll and follow", async ({ console: page }) => {
  test.setTimeout(300_000);
  const id = await long("Pangolin marathon", COUNT);
  await open(page, id, "Pangolin marathon");
  const rows = page.locator("[data-index]");
  const entry = (number: number) => page.getByText(`This is entry number ${number}.`, { exact: false });
  await expect(entry(1)).toBeVisible();
  await expect(rows.first()).toHaveAttribute("aria-setsize", String(COUNT));
  const drawn = async () => expect(await rows.count()).toBeLessThan(80);
  await drawn();

  await page.locator(".entries").hover();
  const scrolling = await longestGap(page, async () => {
    for (let step = 0; step < STEPS; step += 1) {
      await page.mouse.wheel(0, 200);
      if (step % 20 === 0) await drawn();
    }
  });
  await drawn();
  await expect(entry(1)).toBeHidden();
  await page.locator(".entries").focus();
  // What is not measured yet is guessed: the end may move once it is drawn.
  await expect(async () => {
    await page.keyboard.press("End");
    await expect(entry(COUNT)).toBeInViewport({ timeout: 1_000 });
  }).toPass();
  await drawn();

  // It goes along with the recording, which is three hours long and is read in parts.
  await page.getByRole("slider", { name: "Position" }).fill("9000");
  await page.getByRole("button", { name: "Follow the recording" }).click();
  await expect(entry(2_501)).toBeInViewport();
  const following = await longestGap(page, async () => {
    await page.getByLabel("Speed").selectOption("3×");
    await page.getByRole("button", { name: "Play" }).click();
    await expect.poll(() => second(page), { timeout: 30_000 }).toBeGreaterThan(9_012);
    await page.getByRole("button", { name: "Pause" }).click();
  });
  await expect(page.locator("[data-index] [aria-current=true]")).toBeInViewport();
  await drawn();

  // The same where the waveform is zoomed, and scrolls at each picture.
  const shorter = page.getByRole("button", { name: "Show a shorter time" });
  for (let step = 0; step < 4; step += 1) await shorter.click();
  await drawn();
  const zoomed = await longestGap(page, async () => {
    await page.getByRole("button", { name: "Play" }).click();
    await expect.poll(() => second(page), { timeout: 30_000 }).toBeGreaterThan(9_024);
    await page.getByRole("button", { name: "Pause" }).click();
  });
  await drawn();
  const figures = [["scrolling", scrolling], ["following", following], ["following zoomed", zoomed]] as const;
  console.log(`longest gap between pictures: ${figures.map(([name, ms]) => `${ms.toFixed(0)} ms ${name}`).join(", ")}`);
});
