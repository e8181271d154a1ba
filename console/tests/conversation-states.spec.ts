/** A conversation while the server fails, is slow or says no, and before everything is there. */
import type { Page } from "@playwright/test";

import { call } from "./calls";
import { open, recorded, second, whole } from "./recordings";
import { expect, hearsNothing, house, isAccessible, server, signIn, test } from "./support";

const BROKEN = { status: 500, json: { error: { code: "internal", message: "Something broke", request_id: "01TEST", fields: [] } } };
const retry = (page: Page) => page.getByRole("button", { name: "Try again" });

test("a failing, slow or absent server has its own words", async ({ console: page }) => {
  await hearsNothing(page);
  const id = await call("Cuscus call");
  const one = `**/api/colloquy/v1/conversations/${id}`;
  const address = `${server.url}/conversations/${id}`;
  const heading = page.getByRole("heading", { level: 1, name: "Cuscus call" });
  await page.route(one, (route) => route.fulfill(BROKEN));
  await page.goto(address);
  await expect(page.getByRole("alert")).toContainText("Something broke");
  await expect(page.getByText("Request 01TEST")).toBeVisible();
  await isAccessible(page);
  await page.unroute(one);
  await retry(page).press("Enter");
  await expect(heading).toBeVisible();

  await page.route(one, (route) => route.abort());
  await page.goto(address);
  await expect(page.getByText("The server does not answer.", { exact: false })).toBeVisible();
  await page.unroute(one);
  await retry(page).click();
  await expect(heading).toBeVisible();

  let isHeld = true;
  await page.route(one, async (route) => {
    if (isHeld) await new Promise((wait) => setTimeout(wait, 20_000));
    await route.continue().catch(() => undefined);
  });
  await page.goto(address);
  await expect(page.getByText("This takes longer than it should.")).toBeVisible();
  isHeld = false;
  await retry(page).click();
  await expect(heading).toBeVisible();
  await page.unrouteAll({ behavior: "ignoreErrors" });

  // What is shown stays, where reading it again fails.
  await page.route(one, (route) => (route.request().method() === "GET" ? route.fulfill(BROKEN) : route.continue()));
  await page.getByRole("button", { name: "Edit the summary" }).click();
  await page.getByRole("textbox", { name: "Summary" }).fill("Kept.");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".state-stale")).toContainText("Something broke");
  await expect(page.getByText("Kept.")).toBeVisible();
  await page.unroute(one);

  await page.goto(`${server.url}/conversations/00000000-0000-7000-8000-000000000000`);
  await expect(page.getByText("It may have been deleted, or it is private.")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Conversations" }).click();
  await page.waitForURL(/\/conversations$/);
});

test("each part fails and recovers by itself", async ({ console: page }) => {
  await hearsNothing(page);
  const id = await recorded("Wallaroo call", { spans: [{ id: "01", name: "turn", start: 1, length: 3 }] });
  const parts = { comments: "**/comments?*", traces: "**/traces", shares: "**/shares", revisions: "**/transcript/revisions", evaluations: "**/evaluations?*" };
  for (const part of Object.values(parts)) await page.route(part, (route) => route.fulfill(BROKEN));
  await open(page, id, "Wallaroo call");
  const player = page.getByRole("region", { name: "Player" });
  await expect(player.getByRole("alert")).toContainText("Something broke");
  await page.unroute(parts.traces);
  await retry(page).click();
  await expect(player.getByRole("button", { name: /^turn/ })).toBeVisible();

  for (const [tab, part, there] of [
    ["Comments", parts.comments, "There are no comments yet."],
    ["Scores", parts.evaluations, "This conversation is in no project, so nothing was scored."],
  ] as const) {
    await page.getByRole("tab", { name: tab }).click();
    await expect(page.getByRole("tabpanel").getByRole("alert")).toContainText("Something broke");
    await page.unroute(part);
    await page.getByRole("tabpanel").getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText(there)).toBeVisible();
  }
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("alert")).toContainText("Something broke");
  await page.unroute(parts.shares);
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(dialog.getByText("There are none.")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More for the transcript" }).click();
  await page.getByRole("menuitem", { name: "Earlier versions" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Something broke");
  await page.unroute(parts.revisions);
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(dialog.getByRole("button", { name: "View version 1" })).toBeVisible();
});

test("comments that hang are asked for anew", async ({ console: page }) => {
  await hearsNothing(page);
  const id = await call("Bandicoot call");
  let isHeld = true;
  await page.route("**/comments?*", (route) => (isHeld ? undefined : route.continue()));
  await open(page, id, "Bandicoot call");
  await page.getByRole("tab", { name: "Comments" }).click();
  const again = page.getByRole("tabpanel").getByRole("button", { name: "Try again" });
  await expect(again).toBeVisible();
  isHeld = false;
  await again.click();
  await expect(page.getByText("There are no comments yet.")).toBeVisible();
});

test("what is refused is said where it was written, and nothing is lost", async ({ console: page }) => {
  const id = await call("Quokka call");
  await open(page, id, "Quokka call");
  const refusal = { status: 400, json: { error: { code: "bad_request", message: "no", fields: [{ field: "text", code: "invalid", message: "must be a single line" }] } } };
  await page.route("**/action-items", (route) => route.fulfill(refusal));
  await page.getByRole("button", { name: "Add action item" }).click();
  const text = page.getByLabel("What is to be done");
  await text.fill("Call back");
  await text.press("Enter");
  await expect(page.getByText("must be a single line")).toBeVisible();
  await expect(text).toHaveValue("Call back");
  await page.unroute("**/action-items");
  await text.press("Enter");
  await expect(page.getByText("The action item is added.")).toBeVisible();

  await page.route("**/transcript", (route) => route.fulfill(BROKEN));
  await page.locator("h1").click();
  await page.keyboard.press("e");
  const editor = page.getByRole("textbox", { name: "Text at 0:00" });
  await editor.fill("Thanks for calling.");
  await editor.press("Control+Enter");
  await expect(page.getByRole("alert")).toContainText("Something broke");
  await expect(editor).toHaveValue("Thanks for calling.");
  await page.unroute("**/transcript");
  await editor.press("Control+Enter");
  await expect(page.getByText("The text is corrected.")).toBeVisible();
});

test("a link to the recording that has ended is asked for anew; one that is lost says so", async ({ console: page }) => {
  const id = await recorded("Possum call");
  const media = "**/api/colloquy/v1/media/**";
  let refused = 0;
  await page.route(media, (route) => {
    refused += 1;
    return refused === 1 ? route.fulfill({ status: 403, body: "" }) : route.continue();
  });
  await open(page, id, "Possum call");
  await expect.poll(() => refused).toBeGreaterThan(1);
  await page.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => second(page)).toBeGreaterThan(0);
  await page.unroute(media);

  await page.route(media, (route) => route.fulfill({ status: 403, body: "" }));
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("The recording could not be played.");
  // What was said is read all the same.
  await expect(page.locator("[data-index]").filter({ hasText: "We still plan every repair on paper." })).toBeVisible();
  await isAccessible(page);
  await page.unroute(media);
  await retry(page).click();
  await expect(page.getByText("The recording could not be played.")).toBeHidden();
  await page.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => second(page)).toBeGreaterThan(0);
});

test("what is on its way or failed says so, and comes by itself", async ({ console: page }) => {
  const id = await call("Cassowary call");
  const stage = (name: string, status: string, error?: string) => ({ name, status, attempts: 1, error });
  let stages = [stage("transcript", "running"), stage("summary", "pending")];
  let isThere = false;
  const one = `**/api/colloquy/v1/conversations/${id}`;
  await page.route(one, async (route) => {
    const answer = await route.fetch();
    if (isThere) return route.fulfill({ response: answer });
    const nothing = { transcript: null, summary: null, sentiment: null, action_items: [], signals: [], tags: [], stages };
    return route.fulfill({ json: { ...(await answer.json()), ...nothing } });
  });
  await open(page, id, "Cassowary call");
  await expect(page.getByText("The transcript is being made.", { exact: false })).toBeVisible();
  await expect(page.getByText("Nothing was undertaken.")).toBeVisible();
  await isAccessible(page);

  stages = [stage("transcript", "failed", "the recording cannot be read"), stage("summary", "failed", "the engine is away")];
  await page.reload();
  await expect(page.getByText("the engine is away")).toBeVisible();
  await expect(page.getByText("the recording cannot be read").first()).toBeVisible();
  await expect(page.getByText("There is no transcript of this conversation.")).toBeVisible();

  // As the server tells that something changed.
  isThere = true;
  await house("PATCH", `conversations/${id}`, { title: "Cassowary again" });
  await expect(page.getByRole("heading", { level: 1, name: "Cassowary again" })).toBeVisible();
  await expect(page.getByText("I will send you a new quote by Friday", { exact: false }).first()).toBeVisible();
});

test("members correct, and are not offered what they may not do", async ({ page }) => {
  const id = await call("Echidna call");
  const password = "another long password";
  await house("POST", "users", { email: "reading-member@console.example", name: "Rita Member", role: "member", password });
  await signIn(page, "reading-member@console.example", password);
  await open(page, id, "Echidna call");
  await page.getByRole("button", { name: "More actions" }).click();
  await expect(page.getByRole("menuitem", { name: "Copy link" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Delete conversation" })).toBeHidden();
  await page.keyboard.press("Escape");
  await page.locator("h1").click();
  await page.keyboard.press("e");
  await page.getByRole("textbox", { name: "Text at 0:00" }).fill("Thanks for calling Acme.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Corrected by you")).toBeVisible();
  expect((await whole(id)).transcript.entries[0]?.text).toBe("Thanks for calling Acme.");
});
