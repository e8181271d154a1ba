/** A page that stays open: its session ends, its stream of events breaks, or nobody looks at it for a while. */
import type { Page } from "@playwright/test";

import { call, unique } from "./settings-support";
import { expect, house, isAccessible, server, signIn, test } from "./support";

const STREAM = "**/api/colloquy/v1/events/stream";
const isStream = (request: { url(): string }) => request.url().endsWith("/events/stream");

/** The window is in the background, or comes back. */
async function look(page: Page, state: "hidden" | "visible"): Promise<void> {
  await page.evaluate((now) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => now });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, state);
}

test("a session that ends under an open page goes on there, with what was written", async ({ page }) => {
  const email = `${unique("sleeper").replace(" ", ".")}@console.example`;
  await house("POST", "users", { email, name: "Sam Sleeper", role: "admin", password: "a sleepy password" });
  await signIn(page, email, "a sleepy password");
  await page.goto(`${server.url}/agents/knowledge/new`);
  const title = unique("Night hours");
  await page.getByLabel("Name", { exact: true }).fill(title);
  await page.request.delete(`${server.url}/api/colloquy/v1/session`, { headers: { "x-colloquy-console": "1" } });
  await page.getByRole("button", { name: "Make it" }).click();
  const over = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(over.getByLabel("E-mail")).toHaveValue(email);
  await expect(over.getByLabel("Password")).toBeFocused();
  await isAccessible(page);
  await page.keyboard.press("Escape");
  await over.getByLabel("Password").fill("a wrong password");
  await over.getByRole("button", { name: "Sign in" }).click();
  await expect(over.getByRole("alert")).toHaveText("E-mail or password is wrong.");
  await over.getByLabel("Password").fill("a sleepy password");
  await page.keyboard.press("Enter");
  await expect(over).toBeHidden();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(title);
  await page.getByRole("button", { name: "Make it" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
});

test("a window in the background holds no stream, and is up to date when it comes back", async ({ console: page }) => {
  const begun = page.waitForRequest(isStream);
  await page.goto(`${server.url}/conversations`);
  await begun;
  const title = unique("Quoll call");
  const ended = page.waitForEvent("requestfailed", isStream);
  await look(page, "hidden");
  await ended;
  await call(title);
  const again = page.waitForRequest(isStream);
  await look(page, "visible");
  await again;
  await expect(page.getByRole("link", { name: title })).toBeVisible();
});

test("a stream that is refused is asked for again", async ({ console: page }) => {
  let refused = 0;
  await page.route(STREAM, (route) => {
    refused += 1;
    return refused <= 2 ? route.fulfill({ status: 503, body: "away" }) : route.continue();
  });
  await page.goto(`${server.url}/conversations`);
  await expect.poll(() => refused).toBe(3);
  const title = unique("Potoroo call");
  await call(title);
  await expect(page.getByRole("link", { name: title })).toBeVisible();
});

test("what is written is not lost by a link, Escape or a press beside it", async ({ console: page }) => {
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  for (const path of ["agents/knowledge/new", "agents/actions/new", "settings/signals/new", "settings/workflows/new"]) {
    await page.goto(`${server.url}/${path}`);
    const name = page.getByLabel("Name", { exact: true }).first();
    await name.fill("Numbers");
    await page.getByRole("link", { name: "Overview" }).click();
    await expect(question).toBeVisible();
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(name).toHaveValue("Numbers");
    await page.getByRole("link", { name: "Overview" }).press("Enter");
    await question.getByRole("button", { name: "Leave" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  }
  const base = await house<{ id: string; title: string }>("POST", "knowledge-bases", { title: unique("Prices") });
  await page.goto(`${server.url}/agents/knowledge/${base.id}`);
  await page.getByRole("button", { name: "Write a text" }).click();
  const text = page.getByRole("dialog", { name: "Write a text" }).getByLabel("Text");
  await text.fill("Nine euros.");
  await page.keyboard.press("Escape");
  await expect(question).toBeVisible();
  await question.getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(text).toHaveValue("Nine euros.");
  await expect(text).toBeFocused();
  // The question above it has only just gone: a press that comes with that is none beside the form.
  await expect(async () => {
    await page.mouse.click(4, 4);
    await expect(question).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await question.getByRole("button", { name: "Leave" }).click();
  await expect(text).toBeHidden();
  expect(await house("GET", `knowledge-bases/${base.id}`)).toMatchObject({ text: null });
});

test("after a question the focus is where it was, and the next one knows nothing of it", async ({ console: page }) => {
  const base = await house<{ id: string; title: string }>("POST", "knowledge-bases", { title: unique("Focus"), text: "Nine euros." });
  await page.goto(`${server.url}/agents/knowledge/${base.id}`);
  const remove = page.getByRole("button", { name: "Delete", exact: true });
  await remove.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(remove).toBeFocused();
  await page.route("**/knowledge-bases/*", (route) => (route.request().method() === "DELETE" ? route.fulfill({ status: 500, json: { error: { message: "Not now", fields: [] } } }) : route.continue()));
  await remove.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).press("Enter");
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("Not now");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Remove Own text" }).press("Enter");
  await expect(page.getByRole("dialog")).toContainText("Own text");
  await expect(page.getByRole("dialog").getByRole("alert")).toHaveCount(0);
  // What it was opened by goes with what it removes: then the page itself has the focus.
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).press("Enter");
  await expect(page.getByRole("button", { name: "Remove Own text" })).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("content");
  // From a menu: back to its button.
  await page.goto(`${server.url}/conversations/${await call(unique("Numbat call"))}`);
  const more = page.getByRole("button", { name: "More actions" });
  await more.press("Enter");
  await page.getByRole("menuitem", { name: "Delete" }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(more).toBeFocused();
});
