/** A conversation: heard, looked at over time, shared, taken along, and worked by keyboard. */
import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { call } from "./calls";
import { NORA, open, recorded, second } from "./recordings";
import { expect, house, isAccessible, server, test } from "./support";

const TOOLS = [
  { name: "check_calendar", parameters: { day: { type: "string", description: "a weekday", value: "tuesday" } }, result: { free: true }, startOffsetMs: 72_500, endOffsetMs: 73_800 },
  { name: "send_quote", parameters: {}, result: "sent", startOffsetMs: 51_000, endOffsetMs: 52_000 },
];
const SPANS = [
  { id: "01", name: "turn", start: 19, length: 8 },
  { id: "02", parent: "01", name: "language model", start: 19.2, length: 2.5 },
  { id: "03", parent: "01", name: "speech", start: 22, length: 4, isError: true },
];

test("the recording is heard, by mouse and by keyboard", async ({ console: page }) => {
  const id = await recorded("Potto call");
  await open(page, id, "Potto call");
  const player = page.getByRole("region", { name: "Player" });
  const position = page.getByRole("slider", { name: "Position" });
  await expect(position).toHaveAttribute("aria-valuetext", /^0:00 of 1:2\d$/);
  // One picture for each channel, with the name of who is heard there.
  await expect(player.locator(".wave canvas").first()).toBeVisible();
  await expect(player.locator(".wave-name").nth(1)).toHaveText(NORA);

  await player.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => second(page)).toBeGreaterThan(0);
  await player.getByRole("button", { name: "Pause" }).click();
  await expect(player.getByRole("button", { name: "Play" })).toBeVisible();

  await page.locator("h1").click();
  const before = await second(page);
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => second(page)).toBeGreaterThanOrEqual(before + 5);
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => second(page)).toBe(before);
  await page.keyboard.press("Space");
  await expect(player.getByRole("button", { name: "Pause" })).toBeVisible();
  await page.keyboard.press("Space");
  await page.keyboard.press(">");
  await expect(player.getByLabel("Speed")).toHaveValue("1.25");
  await page.keyboard.press("<");
  await expect(player.getByLabel("Speed")).toHaveValue("1");
  await player.getByLabel("Speed").selectOption("2×");
  await page.locator("h1").click();
  await page.keyboard.press("s");
  await expect(player.getByLabel("Skip silence")).toBeChecked();

  // Half of the waveform's width is half of the time; of a shorter time that is shown, half of that.
  const wave = player.locator(".wave");
  const half = async () => {
    const box = await wave.boundingBox();
    if (!box) throw new Error("no waveform");
    await page.mouse.click(box.x + box.width / 2, box.y + 10);
  };
  await half();
  await expect.poll(() => second(page)).toBe(42);
  await expect(page.locator("[data-index] [aria-current=true]")).toContainText("If you sign for a year");
  await player.getByRole("button", { name: "Show a shorter time" }).click();
  await expect(player.getByRole("button", { name: "Show a longer time" })).toBeEnabled();
  await isAccessible(page);
  await position.focus();
  await page.keyboard.press("End");
  await expect.poll(() => second(page)).toBeGreaterThanOrEqual(84);

  // How one listens is kept.
  await page.reload();
  await expect(player.getByLabel("Speed")).toHaveValue("2");
  await expect(player.getByLabel("Skip silence")).toBeChecked();
});

test("silence is skipped", async ({ console: page }) => {
  const id = await call("Silent Potto", { lines: ["One."] });
  // A recording of which only the peaks are known to be silent.
  const recordedId = await recorded("Loris silence");
  await page.route(`**/api/colloquy/v1/conversations/${recordedId}`, async (route) => {
    const full = await (await route.fetch()).json();
    for (const channel of full.recordings[0].waveform.channels as number[][]) channel.fill(0, Math.floor(channel.length * 0.02), Math.floor(channel.length * 0.7));
    await route.fulfill({ json: full });
  });
  await open(page, recordedId, "Loris silence");
  await page.getByLabel("Skip silence").check();
  await page.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => second(page)).toBeGreaterThan(55);
  await page.getByRole("button", { name: "Pause" }).click();

  // Without a recording there is nothing to play, and still a line of time to go by.
  await open(page, id, "Silent Potto");
  await expect(page.getByRole("region", { name: "Time line" })).toContainText("There is no recording.");
  await expect(page.getByRole("button", { name: "Play" })).toBeHidden();
});

test("tools and traces stand on the time axis of the recording", async ({ console: page }) => {
  const id = await recorded("Galago tools", { tools: TOOLS, spans: SPANS });
  await open(page, id, "Galago tools");
  const row = (name: RegExp) => page.getByRole("button", { name });
  const wave = await page.locator(".wave").boundingBox();
  const bar = await row(/^send_quote/).locator(".timeline-bar").boundingBox();
  if (!wave || !bar) throw new Error("nothing is drawn");
  expect(Math.abs((bar.x - wave.x) / wave.width - 51 / 85)).toBeLessThan(0.02);

  await row(/^send_quote/).press("Enter");
  await expect.poll(() => second(page)).toBe(51);
  await expect(page.locator(".timeline-detail")).toContainText("sent");
  await row(/^check_calendar/).click();
  await expect(page.locator(".timeline-detail")).toContainText("tuesday");
  await expect(page.getByText(/^Trace [0-9a-f]{8}$/)).toBeVisible();
  await expect(row(/language model/)).toContainText("0:19, 2.5 s");
  await row(/speech/).click();
  await expect(page.locator(".timeline-detail").filter({ hasText: "nobody answers" })).toBeVisible();
  await isAccessible(page);
  await page.getByRole("button", { name: "Tools and traces (3)" }).click();
  await expect(row(/^send_quote/)).toBeHidden();
});

test("title, link, export, and the end", async ({ console: page }) => {
  const id = await call("Aardwolf call");
  await open(page, id, "Aardwolf call");
  await page.getByRole("button", { name: "Change the title" }).click();
  await page.getByLabel("Title").fill("Aardwolf renewal");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Aardwolf renewal" })).toBeVisible();
  await expect(page).toHaveTitle(/^Aardwolf renewal/);

  const file = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).press("Enter");
  await page.getByRole("menuitem", { name: "Markdown, with summary" }).press("Enter");
  const saved = await file;
  expect(saved.suggestedFilename()).toBe("Aardwolf renewal.md");
  expect(readFileSync(await saved.path(), "utf8")).toContain("I will send you a new quote by Friday");

  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Copy link" }).click();
  await expect(page.getByText("The link is copied.", { exact: false })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`/conversations/${id}`);

  await page.getByRole("button", { name: "More actions" }).press("Enter");
  await page.getByRole("menuitem", { name: "Delete conversation" }).press("Enter");
  await page.getByRole("dialog", { name: "Delete this conversation?" }).getByRole("button", { name: "Delete" }).press("Enter");
  await page.waitForURL(/\/conversations$/);
  await page.goto(`${server.url}/conversations/${id}`);
  await expect(page.getByText("It may have been deleted, or it is private.")).toBeVisible();
});

test("a link for people without an account is made and ended", async ({ console: page, browser }) => {
  const id = await recorded("Civet call");
  await open(page, id, "Civet call");
  await page.getByRole("button", { name: "Share" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Share this conversation" });
  await expect(dialog.getByText("There are none.")).toBeVisible();
  await dialog.getByLabel("The link ends after").selectOption("A week");
  await dialog.getByLabel("With the recording").check();
  await isAccessible(page);
  await dialog.getByRole("button", { name: "Make link" }).press("Enter");
  await expect(dialog.getByText("This link is shown only now.", { exact: false })).toBeVisible();
  const url = await dialog.getByText(/\/shared\//).first().textContent();
  await expect(dialog.getByRole("listitem")).toContainText("with the recording");

  const context = await browser.newContext();
  const stranger = await context.newPage();
  await stranger.goto(url ?? "");
  await expect(stranger.getByRole("heading", { level: 1, name: "Civet call" })).toBeVisible();
  await dialog.getByRole("button", { name: "End link" }).click();
  await page.getByRole("dialog", { name: "End this link?" }).getByRole("button", { name: "End link" }).click();
  await expect(dialog.getByText("There are none.")).toBeVisible();
  await stranger.reload();
  await expect(stranger.getByRole("heading", { name: "This link shows nothing any more" })).toBeVisible();
  await context.close();
});

const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

test("every part is accessible, light and dark", async ({ console: page }) => {
  const id = await recorded("Olingo call", { tools: TOOLS });
  const comment = { body: "Ask for the list again.", start_seconds: 60 };
  await house("POST", `conversations/${id}/comments`, comment);
  await open(page, id, "Olingo call", "?t=42");
  await expect.poll(() => second(page)).toBe(42);
  await expect(page.locator("[data-index] [aria-current=true]")).toBeInViewport();
  await isAccessible(page);
  for (const tab of ["Signals", "Scores", "Comments", "Details"]) {
    await page.getByRole("tab", { name: tab }).click();
    await isAccessible(page);
  }
  await page.emulateMedia({ colorScheme: "dark" });
  await page.getByRole("tab", { name: "Summary" }).click();
  await isAccessible(page);
});

test("it fits narrow and wide windows, and has a map of its keys", async ({ console: page }) => {
  const id = await recorded("Kinkajou call", { tools: TOOLS });
  await page.setViewportSize({ width: 2560, height: 1300 });
  await open(page, id, "Kinkajou call");
  expect(await fits(page)).toBe(true);

  await page.setViewportSize({ width: 390, height: 844 });
  expect(await fits(page)).toBe(true);
  await expect(page.getByRole("tab", { name: "Transcript" })).toHaveAttribute("aria-selected", "true");
  await isAccessible(page);
  await page.getByRole("tab", { name: "Summary" }).click();
  await expect(page.getByRole("tabpanel", { name: "Summary" })).toBeVisible();
  await isAccessible(page);
  // Where there is room for one of them, evidence shows the transcript.
  await page.getByRole("list", { name: "Evidence" }).first().getByRole("button").first().click();
  await expect(page.getByRole("tab", { name: "Transcript" })).toHaveAttribute("aria-selected", "true");
  await expect(page.locator(".entry-marked")).toBeInViewport();
  await isAccessible(page);
  expect(await fits(page)).toBe(true);

  await page.locator("h1").click();
  await page.keyboard.press("?");
  const map = page.getByRole("dialog", { name: "Keyboard map" });
  await expect(map.getByRole("heading", { name: "In a conversation" })).toBeVisible();
  for (const label of ["Play or pause", "Skip silence", "Correct the text of the entry", "Comment on the entry", "Select the entry"]) {
    await expect(map.getByText(label, { exact: true })).toBeVisible();
  }
});
