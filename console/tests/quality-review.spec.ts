/** The review queue and the list of evaluations: what waits, why, and the evaluations behind a number. */
import { call } from "./calls";
import { decide, evaluation, project, scored } from "./reviews";
import { fitsWindow } from "./settings-support";
import { expect, house, isAccessible, server, test } from "./support";

const BROKEN = { status: 500, json: { error: { code: "internal", message: "Something broke", request_id: "01TEST", fields: [] } } };
const PRICE = { type: "no" };

test("the queue says what waits and why, is narrowed in the address and worked through by keyboard", async ({ console: page }) => {
  const projectId = await project("Dormouse project");
  const [first, second] = [await scored(projectId, await call("Dormouse one")), await scored(projectId, await call("Dormouse two"))];
  await decide(second, "named_price", PRICE);
  await decide(second, "tone", { type: "scale", value: 4 });
  await page.goto(`${server.url}/quality/review`);
  await expect(page.getByRole("heading", { level: 1, name: "Review queue" })).toBeVisible();
  await page.getByLabel("Project", { exact: true }).selectOption("Dormouse project");
  await expect(page).toHaveURL(new RegExp(`project_id=${projectId}`));
  await expect(page.getByText("2 evaluations wait")).toBeVisible();
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText("Dormouse one");
  await isAccessible(page);

  await page.getByRole("navigation", { name: "Why evaluations wait" }).getByRole("link", { name: /unsure/i }).click();
  await expect(page).toHaveURL(/reason=unsure/);
  await expect(page.getByText("1 evaluation waits")).toBeVisible();
  await expect(rows).toHaveCount(2);
  await page.reload();
  await expect(rows).toHaveCount(2);
  await page.goBack();
  await expect(rows).toHaveCount(3);

  // By keyboard alone, from row to row and into one.
  await page.locator("h1").click();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "Dormouse two" })).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Dormouse one" })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/quality/evaluations/${first}\\?project_id=${projectId}`));
  await page.getByRole("navigation", { name: "Review queue" }).getByRole("link").click();
  await expect(page.getByText("2 evaluations wait")).toBeVisible();
  await page.getByRole("link", { name: "Start reviewing" }).click();
  await expect(page.getByText("1 of 2 in the queue")).toBeVisible();
});

test("an empty queue, one that fails, dark and narrow", async ({ console: page }) => {
  const empty = await house<{ id: string }>("POST", "projects", { name: "Empty fossa project", kind: "quality" });
  await page.goto(`${server.url}/quality/review?project_id=${empty.id}`);
  await expect(page.getByRole("heading", { name: "Nothing of this kind waits" })).toBeVisible();
  await isAccessible(page);
  await page.getByRole("link", { name: "Show everything that waits" }).click();
  await expect(page).toHaveURL(/\/quality\/review$/);

  const queue = "**/api/colloquy/v1/review-queue?*";
  await page.route(queue, (route) => route.fulfill(BROKEN));
  await page.goto(`${server.url}/quality/review`);
  await expect(page.getByRole("alert")).toContainText("Something broke");
  await isAccessible(page);
  await page.unroute(queue);
  await page.getByRole("button", { name: "Try again" }).press("Enter");
  await expect(page.getByRole("alert")).toBeHidden();

  const projectId = await project("Numbat project");
  await scored(projectId, await call("Numbat call"));
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 780 });
  await page.goto(`${server.url}/quality/review?project_id=${projectId}`);
  await expect(page.getByRole("link", { name: "Numbat call" })).toBeVisible();
  await isAccessible(page);
  await fitsWindow(page);
});

test("evaluations are narrowed by filters that live in the address", async ({ console: page }) => {
  const projectId = await project("Jerboa project");
  const conversationId = await call("Jerboa one");
  const [first, second] = [await scored(projectId, conversationId), await scored(projectId, await call("Jerboa two"))];
  await decide(second, "named_price", PRICE);
  await decide(second, "tone", { type: "scale", value: 0 });
  await page.goto(`${server.url}/quality/evaluations`);
  await expect(page.getByRole("heading", { level: 1, name: "Evaluations" })).toBeVisible();
  const filters = page.getByRole("region", { name: "Filters" });
  await filters.getByLabel("Project", { exact: true }).selectOption("Jerboa project");
  await expect(page.getByText("2 evaluations", { exact: true })).toBeVisible();
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows.nth(1)).toContainText("Jerboa two");
  await isAccessible(page);

  await filters.getByLabel("Critical criterion").selectOption("Failed");
  await expect(page).toHaveURL(/auto_failed=true/);
  await expect(page.getByText("1 evaluation", { exact: true })).toBeVisible();
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText("Jerboa two");
  await filters.getByLabel("Critical criterion").selectOption("Not failed");
  await expect(rows.nth(1)).toContainText("Jerboa one");
  await filters.getByLabel("Sentiment").selectOption("Positive");
  await filters.getByLabel("Recorded from").fill("2031-01-01");
  await expect(page).toHaveURL(/from=2031-01-01/);
  await expect(page.getByRole("heading", { name: "No evaluation fits" })).toBeVisible();
  await isAccessible(page);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\/quality\/evaluations$/);

  // What a number over many links to: a criterion, and what was found of it.
  const link = `${server.url}/quality/evaluations?project_id=${projectId}&criterion_id=named_price`;
  await page.goto(`${link}&criterion_is=not_passed`);
  const chip = page.getByRole("button", { name: "Remove filter: Price named: not passed" });
  await expect(chip).toBeVisible();
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText("Jerboa two");
  await page.goto(`${link}&criterion_is=undecided`);
  await expect(rows.nth(1)).toContainText("Jerboa one");
  await page.getByRole("button", { name: /^Remove filter: Price named/ }).press("Enter");
  await expect(page.getByText("2 evaluations", { exact: true })).toBeVisible();

  // One that was replaced counts nowhere, and is still to be found.
  const again = await house<{ id: string }>("POST", `evaluations/${first}/evaluate`);
  await expect.poll(async () => (await evaluation(again.id)).state).toBe("completed");
  await page.goto(`${server.url}/quality/evaluations?conversation_id=${conversationId}`);
  await expect(page.getByText("1 evaluation", { exact: true })).toBeVisible();
  await filters.getByLabel("Show replaced ones, too").click();
  await expect(filters.getByLabel("Show replaced ones, too")).toBeChecked();
  await expect(page).toHaveURL(/replaced=true/);
  await expect(page.getByText("2 evaluations", { exact: true })).toBeVisible();
  await page.locator("h1").click();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/quality/evaluations/${first}$`));
  await expect(page.getByText("This conversation was scored again since", { exact: false })).toBeVisible();
});

test("a list that fails, dark and narrow", async ({ console: page }) => {
  const projectId = await project("Quokka project");
  await scored(projectId, await call("Quokka call"));
  const list = "**/api/colloquy/v1/evaluations?*";
  await page.route(list, (route) => route.abort());
  await page.goto(`${server.url}/quality/evaluations?project_id=${projectId}`);
  await expect(page.getByText("The server does not answer.", { exact: false })).toBeVisible();
  await page.unroute(list);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("link", { name: "Quokka call" })).toBeVisible();
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 780 });
  await isAccessible(page);
  await fitsWindow(page);
});
