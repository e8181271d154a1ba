/** Numbers over time: charts, groups and criteria, what is behind each number, and files of them. */
import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

import { call } from "./calls";
import { decide, project, scored } from "./reviews";
import { fitsWindow, unique } from "./settings-support";
import { expect, house, isAccessible, server, test } from "./support";

const BROKEN = { status: 500, json: { error: { code: "internal", message: "Something broke", request_id: "01TEST", fields: [] } } };

interface Made {
  projectId: string;
  campaign: string;
}

/** Three calls: two in a week of May by Ada, one of June by Ben, whose critical criterion failed. */
async function numbers(name: string): Promise<Made> {
  const projectId = await project(`${name} project`);
  const campaign = unique(name);
  await house("POST", "campaigns", { key: campaign, name: `${name} campaign` });
  const wanted = [
    [`${name} one`, "2026-05-04T09:00:00Z", "Ada", 4],
    [`${name} two`, "2026-05-06T09:00:00Z", "Ada", 3],
    [`${name} three`, "2026-06-02T09:00:00Z", "Ben", 0],
  ] as const;
  for (const [title, startAt, executive, tone] of wanted) {
    const id = await call(title, { startAt });
    await house("PUT", `conversations/${id}/attribution`, { campaign, executive_name: `${name} ${executive}` });
    const evaluationId = await scored(projectId, id);
    await decide(evaluationId, "tone", { type: "scale", value: tone });
  }
  return { projectId, campaign };
}

const figure = (page: Page, label: string, value: number | string) => page.getByRole("link", { name: `${label}: ${value}. Show the evaluations`, exact: true });

test("numbers over time, each with the evaluations behind it", async ({ console: page }) => {
  const { projectId, campaign } = await numbers("Lemur");
  await page.goto(`${server.url}/quality/trends`);
  await expect(page.getByRole("heading", { level: 1, name: "Trends" })).toBeVisible();
  await page.getByLabel("Project", { exact: true }).selectOption("Lemur project");
  await expect(page).toHaveURL(new RegExp(`project_id=${projectId}`));
  await expect(figure(page, "Evaluations", 3)).toBeVisible();
  await expect(figure(page, "Critical criterion failed", 1)).toBeVisible();
  await expect(page.getByText("Recorded from May 4, 2026 to Jun 2, 2026.")).toBeVisible();
  await isAccessible(page);

  // By weeks at first; the table below a chart says the same.
  const counts = page.getByRole("figure", { name: "Evaluations" });
  await counts.getByText("As a table").click();
  await expect(counts.getByRole("row")).toHaveCount(6);
  await expect(counts.getByRole("row", { name: /2026-05-04/ })).toContainText("2");
  await counts.getByRole("button", { name: "2026-05-04" }).press("Enter");
  await expect(page).toHaveURL(/from=2026-05-04&until=2026-05-10|until=2026-05-10/);
  await expect(page.getByText("2 evaluations", { exact: true })).toBeVisible();
  await page.goBack();
  await counts.getByText("As a table").click();
  await page.getByLabel("By", { exact: true }).selectOption("Month");
  await expect(page).toHaveURL(/granularity=monthly/);
  await expect(counts.getByRole("row")).toHaveCount(3);
  await page.getByLabel("By", { exact: true }).selectOption("Day");
  await expect(counts.getByRole("row")).toHaveCount(31);
  await page.getByLabel("Recorded from").fill("2026-06-01");
  await expect(page).toHaveURL(/from=2026-06-01/);
  await expect(figure(page, "Evaluations", 1)).toBeVisible();
  await figure(page, "Critical criterion failed", 1).click();
  await expect(page).toHaveURL(/auto_failed=true/);
  await expect(page.getByRole("link", { name: "Lemur three" })).toBeVisible();
  await expect(page.getByText("1 evaluation", { exact: true })).toBeVisible();
  await page.goBack();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/trends\?granularity=daily$/);

  // By criterion, campaign and person.
  await page.goto(`${server.url}/quality/trends?project_id=${projectId}`);
  const criteria = page.getByRole("table", { name: "Criteria" });
  await expect(criteria.getByRole("row").nth(1)).toContainText("Further help");
  await criteria.getByRole("link", { name: "Tone, Not passed: 1. Show the evaluations" }).click();
  await expect(page.getByRole("link", { name: "Lemur three" })).toBeVisible();
  await expect(page.getByText("1 evaluation", { exact: true })).toBeVisible();
  await page.goBack();
  await page.getByRole("tab", { name: "Campaigns" }).click();
  await expect(page).toHaveURL(/by=campaigns/);
  await expect(page.getByRole("link", { name: "Lemur campaign, Evaluations: 3. Show the evaluations" })).toBeVisible();
  await page.getByRole("tab", { name: "Call centers" }).press("Enter");
  await expect(page.getByText("None of these evaluations belongs to a call center.")).toBeVisible();
  await page.getByRole("tab", { name: "People" }).click();
  await isAccessible(page);
  await page.getByRole("link", { name: "Trends of Lemur Ada alone" }).click();
  await expect(figure(page, "Evaluations", 2)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Person", { exact: true })).toHaveValue("Lemur Ada");
  await page.getByRole("link", { name: "Lemur Ada, Evaluations: 2. Show the evaluations" }).click();
  await expect(page.getByText("2 evaluations", { exact: true })).toBeVisible();
  await page.goto(`${server.url}/quality/trends?campaign=${encodeURIComponent(campaign)}`);
  await expect(figure(page, "Evaluations", 3)).toBeVisible();
});

test("what is counted is saved as a file, however long it takes", async ({ console: page }) => {
  const { projectId } = await numbers("Gibbon");
  await page.goto(`${server.url}/quality/trends?project_id=${projectId}&granularity=monthly`);
  const dialog = page.getByRole("dialog", { name: "Export" });
  const open = () => page.getByRole("button", { name: "Export" }).press("Enter");
  const saved = async (content: string, format: string) => {
    await open();
    await dialog.getByLabel("What", { exact: true }).selectOption(content);
    await dialog.getByLabel("Format").selectOption(format);
    const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Make the file" }).click()]);
    await expect(dialog).toBeHidden();
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
  };
  const trends = await saved("The numbers over time", "CSV, for spreadsheets");
  expect(trends.name).toMatch(/^quality-trends-\d{4}-\d\d-\d\d\.csv$/);
  const lines = trends.text.replace("\uFEFF", "").trim().split("\r\n");
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain("sentiment.positive");
  expect(lines[1]).toContain("2026-05-01");
  await expect(page.getByText("The file is saved: 2 rows.")).toBeVisible();
  const people = await saved("The numbers of each person", "JSON, for programs");
  expect((JSON.parse(people.text) as { key: string; total: number }[]).map((row) => [row.key, row.total])).toEqual([["Gibbon Ada", 2], ["Gibbon Ben", 1]]);
  const evaluations = await saved("The evaluations one by one", "CSV, for spreadsheets");
  expect(evaluations.text).toContain("Gibbon three");
  expect(evaluations.text.trim().split("\r\n")).toHaveLength(4);

  // Stopped on the way, and failing.
  await open();
  await isAccessible(page);
  await dialog.getByLabel("What", { exact: true }).selectOption("The evaluations one by one");
  const list = "**/api/colloquy/v1/evaluations?*";
  await page.route(list, () => undefined);
  await dialog.getByRole("button", { name: "Make the file" }).click();
  await expect(dialog.getByRole("progressbar")).toBeVisible();
  await isAccessible(page);
  await dialog.getByRole("button", { name: "Stop" }).click();
  await expect(dialog.getByRole("progressbar")).toBeHidden();
  await page.unroute(list);
  await page.route(list, (route) => route.fulfill(BROKEN));
  await dialog.getByRole("button", { name: "Make the file" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Something broke");
  await page.unroute(list);
  const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Try again" }).click()]);
  expect(download.suggestedFilename()).toMatch(/^quality-evaluations-/);
  await open();
  await dialog.getByLabel("What", { exact: true }).selectOption("The numbers of each call center");
  await dialog.getByRole("button", { name: "Make the file" }).click();
  await expect(dialog.getByText("There is nothing to export.")).toBeVisible();
});

test("nothing to count, numbers that fail, dark and narrow", async ({ console: page }) => {
  const { projectId } = await numbers("Tarsier");
  const empty = await house<{ id: string }>("POST", "projects", { name: "Empty tarsier project", kind: "quality" });
  await page.goto(`${server.url}/quality/trends?project_id=${empty.id}`);
  await expect(page.getByRole("heading", { name: "Nothing to count" })).toBeVisible();
  await isAccessible(page);

  const address = `${server.url}/quality/trends?project_id=${projectId}`;
  for (const part of ["summary", "trends", "criteria"]) {
    const numbersOf = `**/api/colloquy/v1/quality/${part}?*`;
    await page.route(numbersOf, (route) => route.fulfill(BROKEN));
    await page.goto(address);
    await expect(page.getByRole("alert")).toContainText("Something broke");
    await page.unroute(numbersOf);
    await page.getByRole("button", { name: "Try again" }).press("Enter");
    await expect(page.getByRole("alert")).toBeHidden();
  }
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 780 });
  await page.goto(address);
  await expect(page.getByRole("figure", { name: "Score and average note" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Criteria" })).toBeVisible();
  await isAccessible(page);
  await fitsWindow(page);
  await page.goto(`${address}&by=executives`);
  await expect(page.getByRole("table", { name: "People" })).toBeVisible();
  await fitsWindow(page);
  await page.setViewportSize({ width: 2560, height: 1200 });
  await expect(page.getByRole("figure", { name: "Score and average note" })).toBeVisible();
  await isAccessible(page);
  await fitsWindow(page);
});
