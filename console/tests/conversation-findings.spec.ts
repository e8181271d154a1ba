/** What was found in a conversation: each with its evidence, corrected by people, asked for again. */
import type { Page } from "@playwright/test";

import { call } from "./calls";
import { NORA, open, recorded, second, whole } from "./recordings";
import { expect, house, isAccessible, test, until } from "./support";

const panel = (page: Page, title: string) => page.locator("section.panel").filter({ has: page.getByRole("heading", { level: 2, name: title, exact: true }) });

test("evidence is shown in the transcript and in the waveform, and heard", async ({ console: page }) => {
  const id = await recorded("Ocelot call");
  await open(page, id, "Ocelot call");
  const items = panel(page, "Action items");
  const quote = items.getByRole("listitem").filter({ hasText: "written quote" }).first();
  await expect(quote.getByText("by built-in rules").first()).toBeAttached();
  await expect(quote.getByText(/^Confidence \d+ %$/).first()).toBeAttached();
  const place = quote.getByRole("list", { name: "Evidence" }).getByRole("button").first();
  await expect(place).toContainText(NORA);
  await place.hover();
  await expect(page.locator(".overlay-mark")).toHaveCount(1);
  await place.press("Enter");
  await expect.poll(() => second(page)).toBeGreaterThanOrEqual(50);
  expect(await second(page)).toBeLessThan(54);
  await expect(page.locator(".entry-marked")).toContainText("I'll send you a written quote by Friday.");
  await expect(page.locator(".entry-marked")).toBeInViewport();
  await expect(page.locator(".entry-mark").first()).toBeVisible();
});

test("an action item is done, corrected, added and deleted by keyboard", async ({ console: page }) => {
  const id = await call("Serval call");
  const [found] = (await whole(id)).action_items;
  if (!found) throw new Error("no action item was found");
  await open(page, id, "Serval call");
  const items = panel(page, "Action items");
  const done = items.getByRole("checkbox", { name: found.title });
  await done.press("Space");
  await expect(done).toBeChecked();
  await expect.poll(async () => (await whole(id)).action_items[0]?.is_done).toBe(true);

  await items.getByRole("button", { name: `Edit: ${found.title}` }).press("Enter");
  await expect(items.getByLabel("What is to be done")).toBeFocused();
  await items.getByLabel("What is to be done").fill("Send the new quote");
  await items.getByLabel("Who does it").fill("Rae");
  await items.getByLabel("Until").fill("2026-06-05");
  await isAccessible(page);
  await items.getByLabel("Who does it").press("Enter");
  await expect(page.getByText("The action item is saved.")).toBeVisible();
  await expect(items.getByRole("button", { name: "Edit: Send the new quote" })).toBeFocused();
  await expect(items.getByText(/^for Rae, due /).first()).toBeVisible();
  await expect(items.getByText("by you").first()).toBeVisible();
  await items.getByText("What the machine found").press("Enter");
  await expect(items.locator("details").getByText(found.title, { exact: true })).toBeVisible();

  await items.getByRole("button", { name: "Add action item" }).press("Enter");
  await page.keyboard.type("Tell the manager");
  await page.keyboard.press("Escape");
  await expect(items.getByRole("button", { name: "Add action item" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.type("Tell the manager");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The action item is added.")).toBeVisible();

  // From what was said.
  await page.locator("h1").click();
  for (const key of ["j", "j", "j", "x"]) await page.keyboard.press(key);
  await page.getByRole("button", { name: "Make an action item" }).press("Enter");
  await expect(items.getByText("Rests on the selected entry.")).toBeVisible();
  await items.getByLabel("What is to be done").fill("Hear what the manager says");
  await page.keyboard.press("Enter");
  const heard = items.getByRole("listitem").filter({ hasText: "Hear what the manager says" }).first();
  await expect(heard.getByRole("list", { name: "Evidence" })).toContainText("I will talk to my manager tomorrow.");
  await expect(page.getByRole("region", { name: "Selected entries" })).toBeHidden();

  await items.getByRole("button", { name: "Delete: Tell the manager" }).press("Enter");
  await page.getByRole("dialog", { name: "Delete this action item?" }).getByRole("button", { name: "Delete" }).press("Enter");
  await expect(page.getByText("The action item is deleted.")).toBeVisible();
  expect((await whole(id)).action_items.map((item) => item.title)).not.toContain("Tell the manager");
});

test("summary, tags and sentiment are a person's where one says so, and survive being found again", async ({ console: page }) => {
  await house("POST", "tags", { name: "Caracal tag" });
  const id = await call("Caracal call");
  await open(page, id, "Caracal call");
  const summary = panel(page, "Summary");
  await summary.getByRole("button", { name: "Edit the summary" }).press("Enter");
  await summary.getByRole("textbox", { name: "Summary" }).fill("Jonas wants a lower price.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("The summary is saved.")).toBeVisible();
  await expect(summary.getByText("Jonas wants a lower price.")).toBeVisible();
  await expect(summary.getByText("by you")).toBeVisible();
  await summary.getByRole("button", { name: "Run again: Summary" }).click();
  await expect(page.getByText("Summary: being done again.")).toBeVisible();
  await until(async () => (await whole(id)).stages.every((stage) => stage.status !== "running" && stage.status !== "pending"), "the summary");
  await expect(summary.getByText("Jonas wants a lower price.")).toBeVisible();

  const sentiment = panel(page, "Sentiment");
  await sentiment.getByRole("button", { name: "Edit the sentiment" }).press("Enter");
  await sentiment.getByLabel("On the whole").selectOption("Very negative");
  await sentiment.getByRole("button", { name: "Save" }).press("Enter");
  await expect(page.getByText("The sentiment is saved.")).toBeVisible();
  await expect(sentiment.locator(".feeling-head")).toContainText("Very negative");
  await expect(sentiment.locator(".feeling-head")).toContainText("by you");

  const tags = panel(page, "Tags");
  await tags.getByLabel("Add a tag").selectOption("Caracal tag");
  await tags.getByRole("button", { name: "Add tag" }).press("Enter");
  await expect(page.getByText("Tagged: Caracal tag")).toBeVisible();
  await tags.getByRole("button", { name: "Remove tag Caracal tag" }).press("Enter");
  await expect(page.getByText("Tag removed: Caracal tag")).toBeVisible();
  await expect(tags.getByRole("button", { name: "Remove tag Caracal tag" })).toBeHidden();
});

test("a signal is answered by a person; what the machine found stays beside it", async ({ console: page }) => {
  const question = "Was a margay named?";
  const made = await house<{ id: string }>("POST", "signal-definitions", { name: "margay_named", question, kind: { type: "yes_no" }, keywords: ["margay"] });
  const id = await call("Margay call", { lines: ["I have seen a margay.", "A margay, really?"] });
  await open(page, id, "Margay call", "?tab=signals");
  const signal = panel(page, "Signals").getByRole("listitem").filter({ has: page.getByRole("heading", { name: question }) });
  await expect(signal.locator(".signals-answer")).toContainText("Yes");
  await signal.getByRole("list", { name: "Evidence" }).first().getByRole("button").first().focus();
  await expect(page.locator(".entry-mark").first()).toBeVisible();
  await signal.getByRole("button", { name: `Answer it yourself: ${question}` }).press("Enter");
  await signal.getByLabel(`Answer to: ${question}`).selectOption("No");
  await isAccessible(page);
  await signal.getByRole("button", { name: "Save" }).press("Enter");
  await expect(page.getByText("Your answer is saved.")).toBeVisible();
  await expect(signal.locator(".signals-answer").first()).toContainText("No");
  await signal.getByText("What the machine found").click();
  await expect(signal.locator("details")).toContainText("Yes");
  await house("DELETE", `signal-definitions/${made.id}`);
});

test("scores are decided and disputed, criterion by criterion", async ({ console: page }) => {
  const id = await call("Jaguarundi call");
  const criteria = [
    { id: "named_price", name: "Price named", question: "Was a price named?", kind: "yes_no" },
    { id: "tone", name: "Tone", question: "How kind was the tone?", kind: "scale", lowest: 0, highest: 4, weight: 2 },
  ];
  const scorecard = await house<{ id: string }>("POST", "scorecards", { name: "Jaguarundi card", sections: [{ name: "All", criteria }] });
  const project = await house<{ id: string }>("POST", "projects", { name: "Jaguarundi project", kind: "quality", scorecard_id: scorecard.id });
  const begun = await house<{ id: string }>("POST", `projects/${project.id}/evaluations`, { conversation_id: id });
  await until(async () => (await house<{ state: string }>("GET", `evaluations/${begun.id}`)).state === "completed", "the evaluation");
  await open(page, id, "Jaguarundi call", "?tab=scores");
  const scores = panel(page, "Jaguarundi project");
  await expect(scores.getByText("of 100")).toBeVisible();
  const tone = scores.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Tone" }) });
  await expect(tone).toContainText("How kind was the tone?");
  await expect(tone.locator(".signals-answer")).toContainText("No answer");
  await tone.getByRole("button", { name: "Decide: Tone" }).press("Enter");
  // The machine cannot tell: no answer is put into somebody's mouth.
  await expect(tone.getByLabel("Answer to: Tone")).toHaveValue("");
  await tone.getByLabel("Answer to: Tone").selectOption("3");
  await tone.getByLabel("Reason").fill("She listens.");
  await isAccessible(page);
  await tone.getByRole("button", { name: "Save" }).press("Enter");
  await expect(page.getByText("Your decision counts now.")).toBeVisible();
  await expect(tone.locator(".signals-answer")).toContainText("3");
  await expect(tone.getByText("by you")).toBeVisible();
  await expect(tone).toContainText("75, passed");

  await tone.getByRole("button", { name: "Dispute: Tone" }).press("Enter");
  await tone.getByLabel("What is wrong about: Tone").fill("She sighs.");
  await tone.getByRole("button", { name: "Dispute", exact: true }).press("Enter");
  await expect(page.getByText("Your dispute waits for a decision.")).toBeVisible();
  await expect(tone.getByText("Disputed by you: She sighs.")).toBeVisible();
});

test("a comment stands at the second that was chosen, however long one writes, and waits behind another tab", async ({ console: page }) => {
  const id = await recorded("Kinkajou call");
  await open(page, id, "Kinkajou call", "?tab=comments");
  const comments = panel(page, "Comments");
  await page.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => second(page)).toBeGreaterThanOrEqual(2);
  const about = comments.getByLabel("About");
  await about.selectOption("second");
  const label = (await about.locator("option[value=second]").textContent()) ?? "";
  const chosen = Number(/0:(\d\d)/.exec(label)?.[1]);
  await comments.getByLabel("New comment").fill("Here she laughs.");
  await page.getByRole("tab", { name: /^Summary/ }).click();
  await expect(comments).toBeHidden();
  await expect.poll(() => second(page)).toBeGreaterThan(chosen + 2);
  await page.getByRole("tab", { name: /^Comments/ }).click();
  await expect(comments.getByLabel("New comment")).toHaveValue("Here she laughs.");
  await expect(about.locator("option[value=second]")).toHaveText(label);
  await page.getByRole("link", { name: "Overview" }).click();
  await page.getByRole("dialog", { name: "Leave without saving?" }).getByRole("button", { name: "Cancel" }).click();
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/comments"));
  await comments.getByRole("button", { name: "Comment", exact: true }).click();
  expect((await sent).postDataJSON()).toEqual({ body: "Here she laughs.", start_seconds: chosen });
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

test("owner and access are changed, and a private conversation is not shared", async ({ console: page }) => {
  const id = await call("Oncilla call");
  await open(page, id, "Oncilla call", "?tab=details");
  const access = panel(page, "Owner and access");
  await access.getByLabel("Private").check();
  await expect(page.getByText("The conversation is private now.")).toBeVisible();
  await expect(page.locator(".head-facts")).toContainText("Private");
  await access.getByLabel("Owner").selectOption("Nobody");
  await access.getByRole("button", { name: "Change owner" }).click();
  await expect(page.getByText("The owner is changed.")).toBeVisible();
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByRole("dialog").getByText("A private conversation cannot be shared.", { exact: false })).toBeVisible();
  await expect(page.getByRole("dialog").getByRole("button", { name: "Make link" })).toBeHidden();
  await page.keyboard.press("Escape");
  const stages = panel(page, "Processing");
  await stages.getByRole("group", { name: "Signals" }).getByRole("button", { name: "Run again: Signals" }).press("Enter");
  await expect(page.getByText("Signals: being done again.")).toBeVisible();
  await expect(stages.getByRole("group", { name: "Signals" })).toContainText("Done");
});
