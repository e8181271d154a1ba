/** A conversation behind a link: read and heard by people without an account, until the link ends. */
import type { Browser, Page } from "@playwright/test";

import { call, type Full } from "./calls";
import { expect, house, isAccessible, samples, server, test } from "./support";

interface Share {
  id: string;
  url: string;
}

/** Somebody who has never been here. */
async function stranger(browser: Browser): Promise<Page> {
  const context = await browser.newContext();
  return context.newPage();
}

function share(id: string, withRecording: boolean): Promise<Share> {
  return house<Share>("POST", `conversations/${id}/shares`, { expires_in_hours: 1, with_recording: withRecording });
}

test("a stranger reads what was said and found, until the link is withdrawn", async ({ browser }) => {
  const id = await call("Numerous questions", { startAt: "2026-06-01T09:00:00Z" });
  const { id: shareId, url } = await share(id, false);
  const page = await stranger(browser);
  await page.goto(url);
  await expect(page.getByRole("heading", { level: 1, name: "Numerous questions" })).toBeVisible();
  await expect(page.getByText("Hi, this is Jonas. The price of the renewal is too high for us.")).toBeVisible();
  await expect(page.getByRole("list").getByText("Jonas", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "Summary" })).toBeVisible();
  await expect(page.getByText("2026").first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "Recording" })).toBeHidden();
  // Nothing to change and nowhere else to go.
  await expect(page.getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("link")).toHaveCount(0);
  await isAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await isAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await isAccessible(page);

  await house("DELETE", `shares/${shareId}`);
  await page.reload();
  await expect(page.getByRole("heading", { name: "This link shows nothing any more" })).toBeVisible();
  await isAccessible(page);
  await page.context().close();
});

test("with the recording each time plays from there, by keyboard", async ({ browser }) => {
  const all = await Promise.all((await samples()).map((id) => house<Full>("GET", `conversations/${id}`)));
  const recorded = all.find((one) => one.recordings.length > 0);
  if (!recorded) throw new Error("no sample has a recording");
  const { id, url } = await share(recorded.id, true);
  const page = await stranger(browser);
  await page.goto(url);
  await expect(page.getByRole("heading", { name: "Recording", exact: true })).toBeVisible();
  const times = page.getByRole("button", { name: /^Hear this from/ });
  await times.nth(3).focus();
  await page.keyboard.press("Enter");
  const audio = page.locator("audio");
  await expect.poll(() => audio.evaluate((element: HTMLAudioElement) => element.currentTime)).toBeGreaterThan(1);
  await expect(page.locator("[aria-current=true]")).toHaveCount(1);
  await audio.evaluate((element: HTMLAudioElement) => element.pause());
  await isAccessible(page);

  // While the transcript is made the link is read again and again: what plays plays on.
  await page.route(/\/api\/colloquy\/v1\/shared\//, async (route) => {
    const answer = await route.fetch();
    const whole = (await answer.json()) as { recordings: { media_url: string }[] };
    for (const one of whole.recordings) one.media_url += `#${Date.now()}`;
    await route.fulfill({ json: { ...whole, transcript: null, stages: [{ name: "transcript", status: "running", attempts: 1 }] } });
  });
  await page.reload();
  const first = await audio.getAttribute("src");
  await audio.evaluate(async (element: HTMLAudioElement) => {
    element.currentTime = 20;
    await element.play();
  });
  await page.waitForResponse(/\/api\/colloquy\/v1\/shared\//);
  await page.waitForResponse(/\/api\/colloquy\/v1\/shared\//);
  expect(await audio.evaluate((element: HTMLAudioElement) => element.currentTime)).toBeGreaterThan(20);
  await expect(audio).toHaveAttribute("src", first ?? "");
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.reload();
  // Links of one second are the same: it plays for some.
  await times.nth(3).press("Enter");
  const began = await audio.evaluate((element: HTMLAudioElement) => element.currentTime);
  await expect.poll(() => audio.evaluate((element: HTMLAudioElement) => element.currentTime)).toBeGreaterThan(began + 2);
  await audio.evaluate((element: HTMLAudioElement) => element.pause());

  // A link to the sound that has ended is asked for anew, once; it goes on where it was.
  const before = await audio.getAttribute("src");
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().includes("/api/colloquy/v1/shared/")) asked += 1;
  });
  await audio.evaluate((element: HTMLAudioElement) => element.dispatchEvent(new Event("error")));
  await expect.poll(() => asked).toBe(1);
  await expect(audio).not.toHaveAttribute("src", before ?? "");
  await expect.poll(() => audio.evaluate((element: HTMLAudioElement) => element.currentTime)).toBeGreaterThan(began + 2);
  await house("DELETE", `shares/${id}`);
  await page.context().close();
});

test("a link that never was, and a server that fails", async ({ browser }) => {
  const page = await stranger(browser);
  await page.goto(`${server.url}/shared/nothing-is-called-so`);
  await expect(page.getByRole("heading", { name: "This link shows nothing any more" })).toBeVisible();

  const { id, url } = await share(await call("Fragile call"), false);
  const answers = /\/api\/colloquy\/v1\/shared\//;
  await page.route(answers, (route) => route.fulfill({ status: 500, json: { error: { message: "Something broke", fields: [] } } }));
  await page.goto(url);
  await expect(page.getByRole("alert")).toContainText("Something broke");
  await page.unroute(answers);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Fragile call" })).toBeVisible();

  // A transcript that is still on its way says so, and comes by itself.
  let isThere = false;
  await page.route(answers, async (route) => {
    const answer = await route.fetch();
    const whole = (await answer.json()) as object;
    const waiting = { transcript: null, stages: [{ name: "transcript", status: "running", attempts: 1 }] };
    await route.fulfill({ json: isThere ? whole : { ...whole, ...waiting } });
  });
  await page.reload();
  await expect(page.getByText("The transcript is not ready yet")).toBeVisible();
  isThere = true;
  await expect(page.getByText("Great, thank you. I will talk to my manager tomorrow.")).toBeVisible({ timeout: 30_000 });
  await page.unroute(answers);
  await house("DELETE", `shares/${id}`);
  await page.context().close();
});
