/** Projects: made, changed, filled with conversations, and their numbers with the evaluations behind them. */
import { call } from "./calls";
import { project, scored } from "./reviews";
import { fitsWindow, pageOf, unique } from "./settings-support";
import { expect, house, isAccessible, server, test } from "./support";

const BROKEN = { status: 500, json: { error: { code: "internal", message: "Something broke", request_id: "01TEST", fields: [] } } };

test("a project is made, filled with conversations, changed and found again", async ({ console: page }) => {
  await Promise.all([call("Fennec one"), call("Fennec two")]);
  await page.goto(`${server.url}/quality/projects`);
  await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
  await page.getByRole("link", { name: "New project" }).first().click();
  await isAccessible(page);

  // By keyboard alone.
  await page.getByLabel("Name", { exact: true }).focus();
  await page.keyboard.type("Fennec project");
  await page.getByLabel("Kind").fill("fennec training");
  await page.getByLabel("What it is for").fill("Two calls that should sound alike.");
  await page.getByLabel("Scorecard").selectOption("Sales call");
  await page.getByLabel("Scores below").fill("70");
  await page.getByLabel("Sample in per cent").fill("0");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Fennec project" })).toBeVisible();
  await expect(page.getByText("scores below 70")).toBeVisible();
  await expect(page.getByRole("link", { name: "Sales call, version 1" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nothing was scored in this project yet" })).toBeVisible();
  await isAccessible(page);

  await page.getByRole("button", { name: "Score conversations" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Search conversations").fill("Fennec");
  await expect(dialog.getByRole("checkbox")).toHaveCount(2);
  await isAccessible(page);
  await dialog.getByRole("checkbox", { name: "Score Fennec one" }).press("Space");
  await dialog.getByRole("checkbox", { name: "Score Fennec two" }).check();
  await expect(dialog.getByText("2 chosen")).toBeVisible();
  await dialog.getByRole("button", { name: "Score 2 conversations" }).press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByText("2 conversations are being scored.")).toBeVisible();

  // What is scored meanwhile comes up without reloading.
  await expect(page.getByRole("link", { name: "Waiting or being scored: 0. Show the evaluations" })).toBeVisible({ timeout: 60_000 });
  const criteria = page.getByRole("table", { name: "By criterion" });
  await expect(criteria.getByRole("link", { name: "Greeting, Scored: 2. Show the evaluations" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Newest evaluations" }).getByRole("link", { name: "Fennec two" })).toBeVisible();
  await isAccessible(page);
  await criteria.getByRole("link", { name: "Greeting, Passed: 2. Show the evaluations" }).click();
  await expect(page).toHaveURL(/criterion_is=passed/);
  await expect(page.getByText("2 evaluations", { exact: true })).toBeVisible();
  await page.goBack();
  await page.getByRole("link", { name: "Evaluations: 2. Show the evaluations" }).click();
  await expect(page.getByText("2 evaluations", { exact: true })).toBeVisible();
  await page.goBack();

  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.getByLabel("Status").fill("fennec paused");
  await page.getByLabel("Review low scores").uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Fennec project" })).toBeVisible();
  await expect(page.getByText("fennec paused")).toBeVisible();
  await expect(page.getByText("only what is unsure, disputed or failed a critical criterion")).toBeVisible();

  await house("POST", "projects", { name: "Fennec other", kind: "quality" });
  await page.goto(`${server.url}/quality/projects`);
  await page.getByLabel("Status").selectOption("fennec paused");
  await expect(page).toHaveURL(/status=fennec/);
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText("Sales call");
  await expect(page.getByRole("link", { name: "Fennec project, Evaluations: 2. Show the evaluations" })).toBeVisible();
  await page.locator("h1").click();
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "Fennec project", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Fennec project" })).toBeVisible();
});

test("what is refused is told at its field, and what somebody wrote is not lost by accident", async ({ console: page }) => {
  await page.goto(`${server.url}/quality/projects/new`);
  await page.getByLabel("Name", { exact: true }).fill("   ");
  await page.getByRole("button", { name: "Make the project" }).click();
  await expect(page.getByRole("alert")).toContainText("must not be blank");
  await expect(page.getByLabel("Name", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await isAccessible(page);
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(page.getByRole("dialog", { name: "Leave without saving?" })).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("button", { name: "Make the project" })).toBeVisible();
  await page.getByRole("link", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Leave" }).click();
  await expect(page).toHaveURL(/\/quality\/projects$/);
});

test("a conversation that is refused is named, the others are scored", async ({ console: page }) => {
  await Promise.all([call("Serval one"), call("Serval two")]);
  const { id } = await house<{ id: string }>("POST", "projects", { name: "Serval project", kind: "quality" });
  let isFirst = true;
  await page.route(`**/projects/${id}/evaluations`, (route) => {
    if (!isFirst) return route.continue();
    isFirst = false;
    return route.fulfill({ status: 409, json: { error: { code: "conflict", message: "the call is not over yet", request_id: "01TEST", fields: [] } } });
  });
  await page.goto(`${server.url}/quality/projects/${id}`);
  await page.getByRole("button", { name: "Score conversations" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Search conversations").fill("no such words at all");
  await expect(dialog.getByText("No conversation fits.")).toBeVisible();
  await dialog.getByLabel("Search conversations").fill("Serval");
  await dialog.getByRole("checkbox", { name: "Score Serval one" }).check();
  await dialog.getByRole("checkbox", { name: "Score Serval two" }).check();
  await dialog.getByRole("button", { name: "Score 2 conversations" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Serval one: the call is not over yet");
  await isAccessible(page);
  await dialog.getByRole("button", { name: "Score 1 conversation" }).click();
  await expect(dialog).toBeHidden();
});

test("what was begun by mistake is stopped, and how far it came is told", async ({ console: page }) => {
  const titles = ["Dhole one", "Dhole two", "Dhole three"];
  await Promise.all(titles.map((title) => call(title)));
  const { id } = await house<{ id: string }>("POST", "projects", { name: "Dhole project", kind: "quality" });
  let asked = 0;
  let answer = () => {};
  const held = new Promise<void>((done) => (answer = done));
  await page.route(`**/projects/${id}/evaluations`, async (route) => {
    asked += 1;
    await held;
    await route.continue();
  });
  await page.goto(`${server.url}/quality/projects/${id}`);
  await page.getByRole("button", { name: "Score conversations" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Search conversations").fill("Dhole");
  for (const title of titles) await dialog.getByRole("checkbox", { name: `Score ${title}` }).check();
  await dialog.getByRole("button", { name: "Score 3 conversations" }).click();
  await expect(dialog.getByText("0 of 3 handed over")).toBeVisible();
  // Whoever closes it wants it to end, too, and sees how it ended.
  await page.keyboard.press("Escape");
  await expect(dialog.getByRole("button", { name: "Stop" })).toBeDisabled();
  answer();
  await expect(page.getByText("1 conversation is being scored.")).toBeVisible();
  await expect(dialog.getByText("Stopped after 1 conversation. 2 chosen")).toBeVisible();
  await isAccessible(page);
  expect(asked).toBe(1);

  await dialog.getByRole("checkbox", { name: "Score Dhole three" }).uncheck();
  await dialog.getByRole("button", { name: "Score 1 conversation" }).click();
  await expect(dialog).toBeHidden();
  expect(asked).toBe(2);
});

test("members see projects and do not score", async ({ console: page, browser }) => {
  const { id } = await house<{ id: string }>("POST", "projects", { name: "Caracal project", kind: "quality" });
  const email = `${unique("caracal").replaceAll(" ", ".")}@console.example`;
  await house("POST", "users", { email, name: "Mia Member", role: "member", password: "a long enough password" });
  const other = await pageOf(browser, email, "a long enough password");
  await other.goto(`${server.url}/quality/projects/${id}`);
  await expect(other.getByRole("heading", { level: 1, name: "Caracal project" })).toBeVisible();
  await expect(other.getByRole("link", { name: "Edit", exact: true })).toBeVisible();
  await expect(other.getByRole("button", { name: "Score conversations" })).toBeHidden();
  await other.context().close();
  await page.goto(`${server.url}/quality/projects/00000000-0000-7000-8000-000000000000`);
  await expect(page.getByRole("alert")).toContainText("There is nothing here.");
});

test("a list that fails, an empty one, dark and narrow", async ({ console: page }) => {
  const projectId = await project("Oryx project");
  await scored(projectId, await call("Oryx call"));
  const list = "**/api/colloquy/v1/projects?*";
  await page.route(list, (route) => route.fulfill(BROKEN));
  await page.goto(`${server.url}/quality/projects`);
  await expect(page.getByRole("alert")).toContainText("Something broke");
  await isAccessible(page);
  await page.unroute(list);
  await page.getByRole("button", { name: "Try again" }).press("Enter");
  await expect(page.getByRole("link", { name: "Oryx project", exact: true })).toBeVisible();
  await page.route(list, (route) => route.fulfill({ json: { data: [], page: 1, page_size: 50, total: 0 } }));
  await page.goto(`${server.url}/quality/projects`);
  await expect(page.getByRole("heading", { name: "There is no project yet" })).toBeVisible();
  await page.unroute(list);
  await page.goto(`${server.url}/quality/projects?status=never`);
  await expect(page.getByRole("heading", { name: "No project fits" })).toBeVisible();

  const summary = "**/api/colloquy/v1/quality/summary?*";
  await page.route(summary, (route) => route.abort());
  await page.goto(`${server.url}/quality/projects/${projectId}`);
  await expect(page.getByText("The server does not answer.", { exact: false })).toBeVisible();
  await page.unroute(summary);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("link", { name: "Evaluations: 1. Show the evaluations" })).toBeVisible();

  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 780 });
  await expect(page.getByRole("table", { name: "By criterion" })).toBeVisible();
  await isAccessible(page);
  await fitsWindow(page);
  await page.goto(`${server.url}/quality/projects`);
  await expect(page.getByRole("link", { name: "Oryx project", exact: true })).toBeVisible();
  await isAccessible(page);
  await fitsWindow(page);
  await page.goto(`${server.url}/quality/projects/new`);
  await isAccessible(page);
  await fitsWindow(page);
});
