/** The list while the server fails, is slow or away, and page by page. */
import { call } from "./calls";
import { asked, link, LIST } from "./conversations-list";
import { expect, hearsNothing, house, isAccessible, server, test } from "./support";

test("a failing, slow or absent server has its own words", async ({ console: page }) => {
  await hearsNothing(page);
  await call("Quoll call");
  const address = `${server.url}/conversations?search=quoll`;
  await page.route(LIST, (route) => route.fulfill({ status: 500, json: { error: { code: "internal", message: "Something broke", request_id: "01TEST", fields: [] } } }));
  await page.goto(address);
  await expect(page.getByRole("alert")).toContainText("Something broke");
  await expect(page.getByText("Request 01TEST")).toBeVisible();
  await isAccessible(page);
  await page.unroute(LIST);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(link(page, "Quoll call")).toBeVisible();

  await page.route(LIST, (route) => route.abort());
  await page.goto(address);
  await expect(page.getByText("The server does not answer.", { exact: false })).toBeVisible();
  await page.unroute(LIST);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(link(page, "Quoll call")).toBeVisible();

  let isHeld = true;
  await page.route(LIST, async (route) => {
    if (isHeld) await new Promise((wait) => setTimeout(wait, 20_000));
    await route.continue().catch(() => undefined);
  });
  await page.goto(address);
  await expect(page.getByText("This takes longer than it should.")).toBeVisible();
  isHeld = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(link(page, "Quoll call")).toBeVisible();
  await page.unrouteAll({ behavior: "ignoreErrors" });

  // The first page is there, the next one fails.
  await page.route(LIST, async (route) => {
    if (asked(route.request().url()).get("cursor")) return route.fulfill({ status: 500, json: { error: { message: "Torn", fields: [] } } });
    const answer = await route.fetch();
    return route.fulfill({ json: { ...(await answer.json()), next_cursor: "more" } });
  });
  await page.goto(address);
  await expect(page.getByText("The next ones could not be loaded. Torn")).toBeVisible();
  await expect(link(page, "Quoll call")).toBeVisible();
  await page.unroute(LIST);
});

test("a page at a time", async ({ console: page }) => {
  await call("Many call");
  const { data } = await house<{ data: { id: string }[] }>("GET", "conversations?limit=1");
  const [model] = data;
  const rowsOf = (from: number) =>
    Array.from({ length: 50 }, (_, at) => ({ ...model, id: `00000000-0000-4000-8000-${String(from + at).padStart(12, "0")}`, title: `Many ${from + at}` }));
  await page.route(LIST, (route) => {
    const from = Number(asked(route.request().url()).get("cursor") ?? 0);
    return route.fulfill({ json: { data: rowsOf(from), next_cursor: from < 100 ? String(from + 50) : null } });
  });
  await page.goto(`${server.url}/conversations`);
  await expect(page.getByText("50 conversations shown, there are more")).toBeVisible();
  await page.getByRole("button", { name: "Show more" }).scrollIntoViewIfNeeded();
  await expect(link(page, "Many 99")).toBeVisible();
  await page.getByRole("button", { name: "Show more" }).scrollIntoViewIfNeeded();
  await expect(page.getByText("150 conversations shown", { exact: true })).toBeVisible();
});
