/** The overview: numbers and charts, each of which leads to the conversations behind it. */
import type { Page } from "@playwright/test";

import { call } from "./calls";
import { expect, house, isAccessible, server, test } from "./support";

const NUMBERS = /\/api\/colloquy\/v1\/overview/;
const asked = (url: string) => new URL(url).searchParams;
const link = (page: Page, title: string) => page.getByRole("link", { name: title, exact: true });
const tile = (page: Page, name: string) => page.getByRole("link", { name: new RegExp(`^${name}: .*Show these conversations$`) });
const justNow = () => new Date(Date.now() - 1_000).toISOString();

test("every number opens the conversations behind it", async ({ console: page }) => {
  const id = await call("Echidna call", { startAt: justNow() });
  const tag = await house<{ id: string }>("POST", "tags", { name: "Echidna tag" });
  await house("POST", "conversations/bulk", { conversation_ids: [id], action: "tag", tag_id: tag.id });
  await page.goto(`${server.url}/overview`);
  await expect(tile(page, "Conversations")).toBeVisible();
  for (const [name, filter] of [
    ["Hours", ""],
    ["Negative conversations", "sentiment=negative"],
    ["Signals found", ""],
    ["Average score", ""],
    ["Agents' share of speech", ""],
    ["Median wait for an answer", ""],
    ["Open action items", "has_open_action_items=true"],
  ] as const) {
    await expect(tile(page, name)).toHaveAttribute("href", new RegExp(`^/conversations\\?from=.*&to=.*${filter}$`));
  }

  await tile(page, "Open action items").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/conversations\?.*has_open_action_items=true/);
  await expect(link(page, "Echidna call")).toBeVisible();
  await page.goBack();

  await page.getByRole("link", { name: "Echidna tag: 1 conversation" }).click();
  await page.waitForURL(/tag_id=/);
  await expect(page.getByRole("button", { name: "Remove filter Tag: Echidna tag" })).toBeVisible();
  await expect(page.getByText("1 conversation shown", { exact: true })).toBeVisible();
  await expect(link(page, "Echidna call")).toBeVisible();
});

test("every point of a chart does, too", async ({ console: page }) => {
  const title = "Bandicoot call";
  await call(title, { startAt: justNow() });
  await page.goto(`${server.url}/overview`);
  const chart = page.getByRole("figure", { name: "Conversations", exact: true });
  await chart.getByText("As a table").click();
  await chart.getByRole("row").last().getByRole("button").press("Enter");
  await page.waitForURL(/\/conversations\?from=/);
  const { data } = await house<{ data: { title: string }[] }>("GET", `conversations?limit=200&${asked(page.url())}`);
  expect(data.length).toBeGreaterThan(0);
  await expect(page.getByText(/conversations? shown/)).toBeVisible();
  await page.goBack();

  const drawn = chart.locator(".u-over");
  const box = await drawn.boundingBox();
  if (!box) throw new Error("nothing is drawn");
  const last = { x: box.width - 4, y: box.height / 2 };
  await drawn.hover({ position: last });
  await drawn.click({ position: last });
  await page.waitForURL(/\/conversations\?from=/);
  await expect(page.getByRole("button", { name: /^Remove filter From/ })).toBeVisible();
});

test("the range, the steps and the project live in the address", async ({ console: page }) => {
  await call("Dingo call", { startAt: "2026-06-03T09:00:00Z" });
  await page.goto(`${server.url}/overview`);
  await page.getByLabel("Group by").selectOption("Week");
  await expect.poll(() => asked(page.url()).get("granularity")).toBe("week");
  await page.getByLabel("From", { exact: true }).fill("2026-06-01");
  await expect.poll(() => asked(page.url()).get("from")).toBe("2026-06-01");
  await page.getByLabel("Until", { exact: true }).fill("2026-06-07");
  await expect.poll(() => asked(page.url()).get("to")).toBe("2026-06-07");
  await expect(tile(page, "Conversations")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Group by")).toHaveValue("week");
  await expect(page.getByLabel("From", { exact: true })).toHaveValue("2026-06-01");
  await tile(page, "Conversations").click();
  await page.waitForURL(/\/conversations\?/);
  await page.getByRole("searchbox", { name: "Search conversations" }).fill("dingo");
  await expect(link(page, "Dingo call")).toBeVisible();

  // A range that is none is said at the field.
  await page.goto(`${server.url}/overview?from=2026-06-07&to=2026-06-01`);
  await expect(page.getByRole("alert")).toContainText("must end after it begins");
  await page.getByRole("button", { name: "Usual range" }).click();
  await expect.poll(() => asked(page.url()).get("from")).toBeNull();
  await expect(page.getByLabel("Project", { exact: true })).toHaveValue("");
});

test("nothing in the range, a failing and a slow server have their own words", async ({ console: page }) => {
  await page.goto(`${server.url}/overview?from=2001-01-01&to=2001-01-31`);
  await expect(page.getByRole("heading", { name: "No conversations in this range" })).toBeVisible();
  await isAccessible(page);
  await page.getByRole("link", { name: "Go to conversations" }).click();
  await page.waitForURL(/\/conversations$/);

  await page.route(NUMBERS, (route) => route.fulfill({ status: 500, json: { error: { message: "Something broke", fields: [] } } }));
  await page.goto(`${server.url}/overview`);
  await expect(page.getByRole("alert")).toContainText("Something broke");
  await isAccessible(page);
  await page.unroute(NUMBERS);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText(/Days as in/)).toBeVisible();

  let isHeld = true;
  await page.route(NUMBERS, async (route) => {
    if (isHeld) await new Promise((wait) => setTimeout(wait, 20_000));
    await route.continue().catch(() => undefined);
  });
  await page.goto(`${server.url}/overview?granularity=month`);
  await expect(page.getByText("This takes longer than it should.")).toBeVisible();
  isHeld = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText(/Days as in/)).toBeVisible();
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

test("the overview is accessible, light, dark, narrow and wide", async ({ console: page }) => {
  await call("Glider call", { startAt: justNow() });
  await page.goto(`${server.url}/overview`);
  await expect(page.getByRole("figure", { name: "Conversations", exact: true })).toBeVisible();
  await isAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await isAccessible(page);
  for (const width of [390, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    await isAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  }
});
