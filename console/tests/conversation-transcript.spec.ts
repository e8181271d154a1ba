/** The transcript: it follows, is heard by the word, searched, corrected, and its versions come back. */
import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { call } from "./calls";
import { NORA, open, recorded, second, whole } from "./recordings";
import { expect, house, isAccessible, test } from "./support";

const row = (page: Page, text: string) => page.locator("[data-index]").filter({ hasText: text });
/** The menu of the transcript. */
async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "More for the transcript" }).press("Enter");
  await page.getByRole("menuitem", { name: item }).press("Enter");
}

test("a word is heard, and the transcript follows until one scrolls", async ({ console: page }) => {
  const id = await recorded("Tarsier call");
  await open(page, id, "Tarsier call");
  await row(page, "Quick Slot offered us").getByText("offered", { exact: true }).click();
  await expect.poll(() => second(page)).toBeGreaterThanOrEqual(38);
  expect(await second(page)).toBeLessThan(44);
  const heard = page.locator("[data-index] [aria-current=true]");
  await expect(heard).toContainText("Quick Slot");
  await expect(heard.locator(".entry-word")).toHaveCount(1);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: `Hear ${NORA} from 0:57` }).click();
  await expect(heard).toContainText("Could you email me");
  await page.getByRole("button", { name: "Pause" }).click();

  // Whoever scrolls reads on in peace.
  await page.locator(".entries").hover();
  await page.mouse.wheel(0, -3_000);
  const follow = page.getByRole("button", { name: "Follow the recording" });
  await expect(follow).toBeVisible();
  await expect(heard).not.toBeInViewport();
  await follow.click();
  await expect(heard).toBeInViewport();
  await expect(follow).toBeHidden();

  // By words and by entries.
  await page.locator("h1").click();
  const before = await second(page);
  await page.keyboard.press("k");
  await expect.poll(() => second(page)).toBeLessThan(before);
  await expect(heard).toContainText("I'll talk to Laura");
  await page.keyboard.press("l");
  await page.keyboard.press("l");
  await expect(heard.locator(".entry-word")).toHaveText("I'll");
  await page.keyboard.press("h");
  await expect(heard.locator(".entry-word")).toHaveText("And");
});

test("words are found in all of it", async ({ console: page }) => {
  const lines = Array.from({ length: 120 }, (_, place) => (place % 50 === 49 ? `A zebra passes, the ${place + 1}th.` : `Line ${place + 1} of many.`));
  const id = await call("Zebra watch", { lines });
  await open(page, id, "Zebra watch");
  const find = page.getByRole("searchbox", { name: "Find in the transcript" });
  await find.fill("zebra");
  await expect(page.getByText("in 2 entries")).toBeVisible();
  await find.press("Enter");
  await expect(row(page, "the 50th.")).toBeInViewport();
  await page.getByRole("button", { name: "Next entry found" }).click();
  await expect(row(page, "the 100th.")).toBeInViewport();
  await find.press("Shift+Enter");
  await expect(row(page, "the 50th.")).toBeInViewport();
  await find.fill("giraffe");
  await expect(page.getByText("in 0 entries")).toBeVisible();
});

test("a correction that is being written is not thrown away by another one, nor by leaving", async ({ console: page }) => {
  const id = await call("Margay call");
  await open(page, id, "Margay call");
  await row(page, "The price of the renewal").hover();
  await page.getByRole("button", { name: "Correct the text at 0:04" }).click();
  const editor = page.getByRole("textbox", { name: "Text at 0:04" });
  await editor.fill("Half a sentence");
  await row(page, "I will talk to my manager").hover();
  await page.getByRole("button", { name: "Correct the text at 0:12" }).click();
  await expect(editor).toBeFocused();
  await expect(editor).toHaveValue("Half a sentence");
  await page.locator("h1").click();
  await page.keyboard.press("e");
  await expect(editor).toBeFocused();
  await expect(editor).toHaveValue("Half a sentence");
  await page.getByRole("link", { name: "Overview" }).click();
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(editor).toHaveValue("Half a sentence");
  await editor.press("Escape");
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

test("the tool that has the focus stays while the recording goes on", async ({ console: page }) => {
  const id = await recorded("Olingo call");
  await open(page, id, "Olingo call");
  await page.getByRole("button", { name: "Play" }).click();
  const heard = page.locator("[data-index] [aria-current=true]");
  const tool = heard.getByRole("button", { name: /^Correct the text at/ });
  await tool.focus();
  const name = await tool.getAttribute("aria-label");
  const text = await heard.locator(".entry-body").textContent();
  await expect(heard.locator(".entry-body")).not.toHaveText(text ?? "", { timeout: 60_000 });
  await expect(page.getByRole("button", { name: name ?? "" })).toBeFocused();
});

test("a text is corrected in its place by keyboard, everywhere, and the original comes back", async ({ console: page }) => {
  const id = await call("Genet call");
  await open(page, id, "Genet call");
  await page.locator("h1").click();
  await page.keyboard.press("j");
  await page.keyboard.press("e");
  const editor = page.getByRole("textbox", { name: "Text at 0:04" });
  await expect(editor).toBeFocused();
  await editor.fill("Hi, this is Jonas. The price of the renewal is just fine for us.");
  await isAccessible(page);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("The text is corrected.")).toBeVisible();
  await expect(row(page, "just fine for us").locator(".entry-time")).toBeFocused();
  await expect(page.locator(".head-facts")).toContainText("Corrected");
  await expect(page.getByText("Corrected by you")).toBeVisible();
  // Esc leaves it as it was.
  await page.keyboard.press("e");
  await page.keyboard.type("nonsense");
  await page.keyboard.press("Escape");
  await expect(editor).toBeHidden();
  expect((await whole(id)).transcript.entries[1]?.text).toBe("Hi, this is Jonas. The price of the renewal is just fine for us.");

  const file = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "Plain text" }).click();
  expect(readFileSync(await (await file).path(), "utf8")).toContain("just fine for us");

  await choose(page, "Earlier versions");
  const versions = page.getByRole("dialog", { name: "Versions of the transcript" });
  await expect(versions.getByRole("listitem")).toHaveCount(2);
  await isAccessible(page);
  await versions.getByRole("button", { name: "View version 1" }).press("Enter");
  const first = page.getByRole("dialog", { name: "Version 1" });
  await expect(first.getByText("The price of the renewal is too high for us.", { exact: false })).toBeVisible();
  await first.getByRole("button", { name: "Restore version 1" }).press("Enter");
  await page.getByRole("dialog", { name: "Restore version 1?" }).getByRole("button", { name: "Restore version 1" }).press("Enter");
  await expect(page.getByText("Version 1 is restored.")).toBeVisible();
  await expect(versions.getByRole("listitem")).toHaveCount(3);
  await page.keyboard.press("Escape");
  await expect(row(page, "too high for us")).toBeVisible();
});

test("what somebody else corrects meanwhile is told, and nothing is lost", async ({ console: page }) => {
  const id = await call("Linsang call");
  await open(page, id, "Linsang call");
  await page.locator("h1").click();
  await page.keyboard.press("e");
  const editor = page.getByRole("textbox", { name: "Text at 0:00" });
  await editor.fill("Thanks for calling Acme, this is Ray.");
  const { transcript } = await whole(id);
  const theirs = { op: "text", entry_id: transcript.entries[0]?.id, text: "Thanks for calling Acme, this is Raye." };
  await house("PATCH", `conversations/${id}/transcript`, { base_revision: transcript.revision, changes: [theirs] });
  await expect(page.getByText("It now says:", { exact: false })).toContainText("this is Raye.");
  await editor.press("Control+Enter");
  await expect(page.getByRole("alert")).toContainText("Somebody else corrected this transcript in the meantime.");
  await isAccessible(page);
  await page.getByRole("button", { name: "Take the new version" }).click();
  await expect(editor).toHaveValue("Thanks for calling Acme, this is Ray.");
  await editor.press("Control+Enter");
  await expect(row(page, "this is Ray.")).toBeVisible();
  await expect(editor).toBeHidden();

  // By themselves, too.
  const now = (await whole(id)).transcript;
  const last = { op: "text", entry_id: now.entries[3]?.id, text: "Great. I will talk to my director." };
  await house("PATCH", `conversations/${id}/transcript`, { base_revision: now.revision, changes: [last] });
  await expect(row(page, "my director")).toBeVisible();
});

test("speakers are renamed, added and made one; entries go to another", async ({ console: page }) => {
  const id = await call("Binturong call");
  await open(page, id, "Binturong call");
  await choose(page, "Speakers");
  const speakers = page.getByRole("dialog", { name: "Speakers" });
  await speakers.getByLabel("Name of speaker 1").fill("Rachel");
  await isAccessible(page);
  await speakers.getByLabel("Name of speaker 1").press("Enter");
  await expect(page.getByText("The speaker is Rachel now.")).toBeVisible();
  await speakers.getByLabel("Name of the new speaker").fill("Kim");
  await speakers.getByRole("button", { name: "Add speaker" }).click();
  await expect(speakers.getByLabel("Name of speaker 3")).toHaveValue("Kim");
  await page.keyboard.press("Escape");
  await expect(row(page, "Thanks for calling").locator(".entry-speaker")).toHaveText("Rachel");

  // One entry, and two that are selected by keyboard.
  await row(page, "I understand.").hover();
  await page.getByRole("button", { name: "Somebody else said it at 0:08" }).click();
  const who = page.getByRole("dialog", { name: "Who said this?" });
  await who.getByLabel("Said by").selectOption("Kim");
  await who.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The entry is changed.")).toBeVisible();
  await expect(row(page, "I understand.").locator(".entry-speaker")).toHaveText("Kim");

  await page.locator("h1").click();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("k");
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+X");
  const selected = page.getByRole("region", { name: "Selected entries" });
  await expect(selected).toContainText("2 selected");
  await isAccessible(page);
  await selected.getByRole("button", { name: "Change who said it" }).press("Enter");
  const both = page.getByRole("dialog", { name: "Who said these 2 entries?" });
  await both.getByLabel("Said by").selectOption("Somebody who is not in the list");
  await both.getByLabel("Name of the new speaker").fill("Lee");
  await both.getByRole("button", { name: "Save" }).press("Enter");
  await expect(page.getByText("2 entries are changed.")).toBeVisible();
  await expect(selected).toBeHidden();
  await expect(row(page, "Thanks for calling").locator(".entry-speaker")).toHaveText("Lee");

  await choose(page, "Speakers");
  await speakers.getByLabel("Kim is the same person as").selectOption("Lee");
  await speakers.getByRole("listitem").filter({ has: page.getByLabel("Kim is the same person as") }).getByRole("button", { name: "Make them one" }).click();
  await expect(page.getByText("Both are Lee now.")).toBeVisible();
  const { entries, speakers: voices } = (await whole(id)).transcript;
  expect(entries.slice(0, 3).map((entry) => voices[entry.speaker_index]?.name)).toEqual(["Lee", "Lee", "Lee"]);
});

test("comments stand at entries and seconds, are resolved and deleted", async ({ console: page }) => {
  const id = await call("Fossa call");
  await open(page, id, "Fossa call");
  await page.locator("h1").click();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("c");
  const box = page.getByLabel("New comment");
  await expect(box).toBeFocused();
  await expect(page.getByLabel("About", { exact: true })).toHaveValue("entry");
  await box.fill("Which quote does she mean?");
  await isAccessible(page);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("The comment is added.")).toBeVisible();
  await expect(row(page, "I understand.").getByRole("button", { name: "1 comment" })).toBeVisible();
  await box.fill("A fine call.");
  await page.getByRole("button", { name: "Comment", exact: true }).press("Enter");
  await expect(page.getByText("A fine call.")).toBeVisible();
  await expect(page.getByRole("tab", { name: "Comments 2" })).toBeVisible();

  const first = page.getByRole("listitem").filter({ hasText: "Which quote does she mean?" });
  await first.getByRole("button", { name: /^0:08/ }).click();
  await expect(page.locator(".entry-marked")).toContainText("I understand.");
  await first.getByRole("button", { name: "Resolve" }).press("Enter");
  await expect(first.getByText("Resolved by you")).toBeVisible();
  await expect(row(page, "I understand.").getByRole("button", { name: "1 comment" })).toBeHidden();
  await first.getByRole("button", { name: "Open again" }).click();
  await expect(first.getByText("Resolved by you")).toBeHidden();
  await first.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog", { name: "Delete this comment?" }).getByRole("button", { name: "Delete" }).click();
  await expect(first).toBeHidden();
  await expect(page.getByText("A fine call.")).toBeVisible();
});
