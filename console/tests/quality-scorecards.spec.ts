/** Scorecards: written in the editor, put in order, saved as versions, compared and removed. */
import type { Page } from "@playwright/test";

import { fitsWindow } from "./settings-support";
import { expect, house, isAccessible, server, test } from "./support";

const BROKEN = { status: 500, json: { error: { code: "internal", message: "Something broke", request_id: "01TEST", fields: [] } } };

interface Criterion {
  id: string;
  name: string;
  kind: string;
  weight: number;
  is_critical: boolean;
  lowest: number | null;
  options: { label: string; points: number }[] | null;
}
interface Scorecard {
  id: string;
  version: number;
  sections: { name: string; criteria: Criterion[] }[];
}

const criterion = (id: string, name: string, more: object = {}) => ({ id, name, question: `Was there ${name}?`, kind: "yes_no", ...more });
const made = (name: string, sections: object[]) => house<Scorecard>("POST", "scorecards", { name, sections });
const section = (page: Page, number: number) => page.getByRole("region", { name: `Section ${number}`, exact: true });
const names = (page: Page, number: number) => section(page, number).locator(".scorecard-toggle").allTextContents();

test("a scorecard is written, put in order by keyboard and by buttons, and saved in versions that can be compared", async ({ console: page }) => {
  await page.goto(`${server.url}/quality/scorecards`);
  await expect(page.getByRole("link", { name: "Support call" })).toBeVisible();
  await isAccessible(page);
  await page.getByRole("link", { name: "New scorecard" }).click();
  await page.getByRole("region", { name: "Section 1" }).waitFor();
  await page.locator("form").getByLabel("Name", { exact: true }).first().fill("Ibis card");

  const first = section(page, 1);
  await first.getByLabel("Name of the section").fill("Begin");
  await first.getByLabel("Name", { exact: true }).fill("Ibis greeting");
  await first.getByLabel("Question").fill("Was the customer greeted?");
  await first.getByLabel("How to decide").fill("A name is enough.");
  await first.getByLabel("Does not apply when").fill("Nobody answers.");
  await first.getByRole("button", { name: "Ibis greeting", exact: true }).click();

  // A new one is open and has the focus.
  await first.getByRole("button", { name: "Add a criterion to Begin" }).press("Enter");
  await expect(first.getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.type("Ibis tone");
  await first.getByLabel("Question").fill("How kind was it?");
  await first.getByLabel("Kind of answer").selectOption("Scale");
  await first.getByLabel("Worst place").fill("0");
  await first.getByLabel("Best place").fill("4");
  await first.getByLabel("Weight").fill("3");
  await first.getByLabel("Critical: failing it", { exact: false }).check();
  await isAccessible(page);
  await first.getByRole("button", { name: "Ibis tone", exact: true }).click();

  await page.getByRole("button", { name: "Add a section" }).click();
  const second = section(page, 2);
  await expect(second.getByLabel("Name of the section")).toBeFocused();
  await page.keyboard.type("End");
  await second.getByLabel("Name", { exact: true }).fill("Ibis result");
  await second.getByLabel("Question").fill("How much was solved?");
  await second.getByLabel("Kind of answer").selectOption("Choice");
  await second.getByLabel("Answer 1", { exact: true }).fill("nothing");
  await second.getByLabel("Answer 2", { exact: true }).fill("everything");
  await second.getByRole("button", { name: "Add an answer" }).click();
  await second.getByLabel("Answer 3", { exact: true }).fill("a part");
  await second.getByLabel("Worth of answer 3 in per cent").fill("55");
  await second.getByRole("button", { name: "Ibis result", exact: true }).click();
  await expect(page.getByText("3 criteria, weights add up to 5")).toBeVisible();
  await expect(first.getByText("3 of 5, 60% of the score")).toBeVisible();
  await expect(page.getByText("Here: if all are answered with their best and only “Ibis greeting” with its worst, the score is 80.")).toBeVisible();

  // Alt and an arrow on the name moves it; over the edge it goes on into the next section.
  await first.getByRole("button", { name: "Ibis greeting", exact: true }).press("Alt+ArrowDown");
  expect(await names(page, 1)).toEqual(["Ibis tone", "Ibis greeting"]);
  await expect(page.getByText("Ibis greeting is now number 2 of 2 in Begin.")).toBeAttached();
  await expect(first.getByRole("button", { name: "Ibis greeting", exact: true })).toBeFocused();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(second.getByRole("button", { name: "Ibis greeting", exact: true })).toBeFocused();
  expect(await names(page, 2)).toEqual(["Ibis greeting", "Ibis result"]);
  await second.getByRole("button", { name: "Move Ibis greeting up" }).click();
  await expect(first.getByRole("button", { name: "Move Ibis greeting up" })).toBeFocused();
  await page.keyboard.press("Enter");
  expect(await names(page, 1)).toEqual(["Ibis greeting", "Ibis tone"]);
  await expect(first.getByRole("button", { name: "Move Ibis greeting up" })).toBeDisabled();
  await expect(first.getByRole("button", { name: "Move Ibis greeting down" })).toBeFocused();
  await page.getByRole("button", { name: "Move section End up" }).click();
  await expect(section(page, 1).getByLabel("Name of the section")).toHaveValue("End");
  await section(page, 1).getByLabel("Name of the section").press("Alt+ArrowDown");
  await expect(section(page, 2).getByLabel("Name of the section")).toHaveValue("End");
  await expect(section(page, 2).getByLabel("Name of the section")).toBeFocused();
  await isAccessible(page);
  await page.getByRole("button", { name: "Make the scorecard" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Ibis card" })).toBeVisible();
  await expect(page.getByText("From 0 (worst) to 4 (best)")).toBeVisible();
  await expect(page.getByText("nothing: 0 % · everything: 100 % · a part: 55 %")).toBeVisible();
  await expect(page.getByText("Nobody answers.")).toBeVisible();
  await isAccessible(page);
  const id = /scorecards\/([^/?]+)/.exec(page.url())?.[1] ?? "";
  const stored = await house<Scorecard>("GET", `scorecards/${id}`);
  expect(stored.sections.map((one) => [one.name, ...one.criteria.map((each) => each.id)])).toEqual([["Begin", "ibis_greeting", "ibis_tone"], ["End", "ibis_result"]]);
  expect(stored.sections[0]?.criteria[1]).toMatchObject({ kind: "scale", lowest: 0, weight: 3, is_critical: true });
  expect(stored.sections[1]?.criteria[0]?.options?.[2]).toEqual({ label: "a part", points: 0.55 });

  // Another name makes no new version, other criteria do.
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.getByLabel("What it is for").fill("For ibises.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("so the version is still 1", { exact: false })).toBeVisible();
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await first.getByRole("button", { name: "Ibis tone", exact: true }).click();
  await first.getByLabel("Weight").fill("2");
  await expect(first.getByLabel("Id for programs")).toHaveValue("ibis_tone");
  await first.getByRole("button", { name: "Remove Ibis greeting" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved as version 2.")).toBeVisible();
  await page.getByRole("tab", { name: "Versions" }).click();
  await expect(page).toHaveURL(/tab=versions/);
  const removed = page.getByRole("region", { name: "Ibis greeting" });
  await expect(removed).toContainText("Removed");
  const tone = page.getByRole("region", { name: "Ibis tone" });
  await expect(tone).toContainText("Changed");
  await expect(tone.getByRole("row", { name: /Weight/ })).toContainText("32");
  await isAccessible(page);
  await page.getByRole("button", { name: "The other way round" }).click();
  await expect(page).toHaveURL(/from=2&to=1|to=1&from=2/);
  await expect(removed).toContainText("Added");
  await page.reload();
  await expect(removed).toContainText("Added");

  // An older version is shown, and edited anew.
  await page.getByRole("link", { name: "Show version 1" }).click();
  await expect(page.getByText("This is an older version. Version 2 is the newest.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Ibis greeting" })).toBeVisible();
  await page.getByRole("link", { name: "Edit from this version" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved as version 3.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Ibis greeting" })).toBeVisible();
});

test("what is refused is marked at its place, and what is written is not lost by accident", async ({ console: page }) => {
  const { id } = await made("Heron card", [{ name: "All", criteria: [criterion("a_one", "Heron one"), criterion("a_two", "Heron two")] }]);
  await page.goto(`${server.url}/quality/scorecards/${id}/edit`);
  const all = section(page, 1);
  await all.getByRole("button", { name: "Heron two", exact: true }).click();
  await all.getByLabel("Weight").fill("0");
  await all.getByLabel("Question").fill("");
  await all.getByRole("button", { name: "Heron two", exact: true }).click();
  // What was refused stays with its criterion, wherever that goes.
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("The scorecard was not saved.", { exact: false })).toBeFocused();
  await expect(all.getByText("Must be above 0 and at most 1000")).toBeVisible();
  await expect(all.getByText("Must have 1 to 500 characters")).toBeVisible();
  await expect(all.getByText("2 things to mend")).toBeVisible();
  await isAccessible(page);
  await all.getByRole("button", { name: "Move Heron two up" }).click();
  await expect(all.getByText("Must be above 0 and at most 1000")).toBeVisible();

  await page.getByRole("link", { name: "All scorecards" }).or(page.getByRole("link", { name: "Back to the scorecard" })).first().click();
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  await expect(question).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await all.getByLabel("Weight").fill("4");
  await all.getByLabel("Question").fill("Were there two?");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved as version 2.")).toBeVisible();

  // A name that is taken, and a section without criteria.
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.locator("form").getByLabel("Name", { exact: true }).first().fill("Support call");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: /name/ })).toBeVisible();
  await page.getByRole("button", { name: "Add a section" }).click();
  await section(page, 2).getByRole("button", { name: "Remove Criterion without a name" }).click();
  await section(page, 2).getByLabel("Name of the section").fill("Nothing");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(section(page, 2).getByText("Must have at least one item")).toBeVisible();
  await section(page, 2).getByRole("button", { name: "Remove section Nothing" }).click();
  await section(page, 1).getByRole("button", { name: "Add a criterion to All" }).click();
  await page.getByRole("button", { name: "Add a section" }).click();
  await page.getByRole("button", { name: "Remove section Section 2" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(section(page, 2)).toBeHidden();
  await page.getByRole("link", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Leave" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Heron card" })).toBeVisible();
});

test("one is duplicated, made the default and removed; one that is used stays", async ({ console: page }) => {
  const { id } = await made("Egret card", [{ name: "All", criteria: [criterion("one", "Egret one")] }]);
  await house("POST", "projects", { name: "Egret project", kind: "quality", scorecard_id: id });
  await page.goto(`${server.url}/quality/scorecards/${id}`);
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "More" }).press("Enter");
  await page.getByRole("menuitem", { name: "Duplicate" }).press("Enter");
  await expect(page.locator("form").getByLabel("Name", { exact: true }).first()).toHaveValue("Egret card (copy)");
  await page.getByRole("button", { name: "Make the scorecard" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Egret card (copy)" })).toBeVisible();
  await page.getByRole("button", { name: "Make it the default" }).click();
  await expect(page.getByText("Egret card (copy) is the default now.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Make it the default" })).toBeHidden();
  const { data } = await house<{ data: { id: string; name: string }[] }>("GET", "scorecards");
  await house("PATCH", `scorecards/${data.find((one) => one.name === "Support call")?.id}`, { is_default: true });
  await page.reload();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page).toHaveURL(/\/quality\/scorecards$/);
  await expect(page.getByRole("link", { name: "Egret card", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Egret card (copy)" })).toBeHidden();
});

test("a list that fails, a save that fails, dark and narrow", async ({ console: page }) => {
  const { id } = await made("Stork card", [{ name: "All", criteria: [criterion("one", "Stork one"), criterion("two", "Stork two", { weight: 2, is_critical: true })] }]);
  await house("PATCH", `scorecards/${id}`, { sections: [{ name: "All", criteria: [criterion("one", "Stork one", { guidance: "Listen." })] }] });
  const list = "**/api/colloquy/v1/scorecards";
  await page.route(list, (route) => route.fulfill(BROKEN));
  await page.goto(`${server.url}/quality/scorecards`);
  await expect(page.getByRole("alert")).toContainText("Something broke");
  await isAccessible(page);
  await page.unroute(list);
  await page.getByRole("button", { name: "Try again" }).press("Enter");
  await expect(page.getByRole("link", { name: "Stork card" })).toBeVisible();

  const one = `**/api/colloquy/v1/scorecards/${id}`;
  await page.goto(`${server.url}/quality/scorecards/${id}/edit`);
  await section(page, 1).getByLabel("Name of the section").fill("Everything");
  await page.route(one, (route) => route.abort());
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("The server does not answer.", { exact: false })).toBeVisible();
  await page.unroute(one);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved as version 3.")).toBeVisible();

  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 780 });
  for (const [path, there] of [["", "Stork card"], [`/${id}`, "Stork one"], [`/${id}?tab=versions`, "Everything"], [`/${id}/edit`, "Stork one"]] as const) {
    await page.goto(`${server.url}/quality/scorecards${path}`);
    await expect(page.getByText(there).first()).toBeVisible();
    await isAccessible(page);
    await fitsWindow(page);
  }
});
