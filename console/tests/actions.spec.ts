/** Actions of agents: making, trying, changing and deleting them, against a server on this machine. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { Page } from "@playwright/test";

import { expect, fitsWindow, house, hurries, isAccessible, pageOf, server, test as base, unique } from "./settings-support";

interface Asked {
  method: string;
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}
interface Endpoint {
  url: string;
  asked: Asked[];
  /** What is answered from now on. */
  answer(status: number, body: string): void;
}

/** Tests with something that actions can ask. */
const test = base.extend<{ endpoint: Endpoint }>({
  endpoint: async ({}, use) => {
    const asked: Asked[] = [];
    let next = { status: 200, body: '{"state":"shipped","parcels":2}' };
    const http = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        asked.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body: Buffer.concat(parts).toString("utf8") });
        response.writeHead(next.status, { "content-type": "application/json" }).end(next.body);
      });
    });
    await new Promise<void>((ready) => http.listen(0, "127.0.0.1", ready));
    const { port } = http.address() as AddressInfo;
    await use({ url: `http://127.0.0.1:${port}`, asked, answer: (status, body) => (next = { status, body }) });
    http.closeAllConnections();
    await new Promise((closed) => http.close(closed));
  },
});

async function open(page: Page, path: string, heading: string): Promise<void> {
  await page.goto(`${server.url}/agents/actions${path}`);
  await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
}

const name = (page: Page) => page.getByLabel("Name", { exact: true });
const told = (page: Page) => page.getByRole("group", { name: "What the agent is told" });
const run = (page: Page) => page.getByRole("button", { name: "Make the request" });

test("an action is tried unsaved, saved, changed and deleted", async ({ console: page, endpoint }) => {
  const title = unique("Order state");
  await open(page, "", "Actions");
  await page.getByRole("link", { name: "New action" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "New action" })).toBeVisible();
  await expect(run(page)).toBeDisabled();
  await name(page).fill(title);
  await page.getByLabel("When to use it").fill("Use this to find an order.");
  await page.getByLabel("Said while it runs").fill("One moment, I am looking.");
  await page.getByLabel("Address", { exact: true }).fill(`${endpoint.url}/orders/{order}`);
  await page.getByRole("button", { name: "Add a variable" }).click();
  await page.getByLabel("Name of variable 1").fill("order");
  await page.getByLabel("What variable 1 is").fill("The number on the receipt");
  await page.getByLabel("Needed: variable 1").check();
  await page.getByRole("button", { name: "Add a variable" }).click();
  await page.getByLabel("Name of variable 2").fill("express");
  await page.getByLabel("Kind of variable 2").selectOption("Yes or no");
  await page.getByRole("button", { name: "Add a parameter" }).click();
  await page.getByLabel("Name of parameter 1").fill("express");
  await page.getByLabel("Value of parameter 1").fill("{express}");
  await page.getByRole("button", { name: "Add a header" }).click();
  await page.getByLabel("Name of header 1").fill("X-Team");
  await page.getByLabel("Value of header 1").fill("blue");
  await page.getByRole("button", { name: "Add a header" }).click();

  // What is needed and not given is told as an agent would be told.
  await run(page).click();
  await expect(page.getByText("Did not work", { exact: true })).toBeVisible();
  await expect(told(page)).toContainText("order is missing");
  expect(endpoint.asked).toHaveLength(0);

  await page.getByLabel("order (needed)").fill("A 17");
  await page.getByLabel("express", { exact: true }).selectOption("Yes");
  await run(page).click();
  await expect(page.getByText("Answered", { exact: true })).toBeVisible();
  await expect(page.getByText(/^after [\d,]+ ms$/)).toBeVisible();
  await expect(told(page)).toContainText('"state": "shipped"');
  expect(endpoint.asked).toHaveLength(1);
  expect(endpoint.asked[0]?.url).toBe("/orders/A%2017?express=true");
  expect(endpoint.asked[0]?.headers["x-team"]).toBe("blue");
  // An answer belongs to its request; what the action is called changes nothing about it.
  await page.getByLabel("order (needed)").fill("A 18");
  await expect(page.getByText("The last answer was to another request", { exact: false })).toBeVisible();
  await expect(told(page)).toHaveCount(0);
  await page.getByLabel("order (needed)").fill("A 17");
  await page.getByLabel("When to use it").fill("Use this to find an order by its number.");
  await expect(told(page)).toContainText('"state": "shipped"');
  // The row in which nothing was written is gone.
  await expect(page.getByLabel("Name of header 2")).toHaveCount(0);
  await isAccessible(page);

  await page.getByRole("button", { name: "Save" }).click();
  const row = page.getByRole("row").filter({ hasText: title });
  await expect(row).toContainText(`${endpoint.url}/orders/{order}`);
  await expect(row).toContainText("order, express");
  await isAccessible(page);

  await row.getByRole("link", { name: title }).click();
  await expect(page.getByLabel("Name of variable 1")).toHaveValue("order");
  await expect(page.getByLabel("Kind of variable 2")).toHaveValue("boolean");
  await expect(page.getByLabel("Value of header 1")).toHaveValue("blue");
  await expect(page.getByText("Agents call it")).toBeVisible();
  await page.getByRole("button", { name: "Remove parameter 1" }).click();
  await page.getByLabel("Method").selectOption("POST");
  await expect(page.getByText("The values below are sent along as JSON.")).toBeVisible();
  endpoint.answer(503, "the shop sleeps");
  await page.getByLabel("order (needed)").fill("B2");
  await run(page).click();
  await expect(told(page)).toContainText("answered 503: the shop sleeps");
  expect(endpoint.asked[1]).toMatchObject({ method: "POST", url: "/orders/B2" });
  expect(JSON.parse(endpoint.asked[1]?.body ?? "")).toEqual({ order: "B2" });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("POST");

  await page.getByRole("button", { name: `Delete ${title}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(row).toHaveCount(0);
});

test("what is refused shows at its field, for saving and for trying", async ({ console: page, endpoint }) => {
  await open(page, "/new", "New action");
  await name(page).fill(unique("Refused"));
  const address = page.getByLabel("Address", { exact: true });
  await address.fill("ftp://shop.example");
  await run(page).click();
  await expect(address).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("Something in the form has to be mended first: see the marked fields.")).toBeVisible();
  await address.fill(endpoint.url);
  await page.getByRole("button", { name: "Add a header" }).click();
  await page.getByLabel("Name of header 1").fill("no name");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Name of header 1")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("Must be a header's name")).toBeVisible();
  await isAccessible(page);

  // A secret belongs on the server.
  const plain = page.getByText("This looks like a secret in plain sight", { exact: false });
  await page.getByLabel("Name of header 1").fill("Authorization");
  await page.getByLabel("Value of header 1").fill("Bearer abc123");
  await expect(plain).toBeVisible();
  await page.getByLabel("Value of header 1").fill("Bearer {{shop}}");
  await expect(plain).toHaveCount(0);
  await run(page).click();
  await expect(told(page)).toContainText("there is no secret");
  expect(endpoint.asked).toHaveLength(0);
});

test("an action is made by keyboard alone", async ({ console: page, endpoint }) => {
  const title = unique("By keys");
  await open(page, "", "Actions");
  await page.getByRole("link", { name: "New action" }).first().press("Enter");
  await name(page).focus();
  await page.keyboard.type(title);
  await page.getByLabel("Address", { exact: true }).focus();
  await page.keyboard.type(`${endpoint.url}/ping`);
  await run(page).press("Enter");
  await expect(told(page)).toContainText("shipped");
  await page.getByLabel("Address", { exact: true }).press("Enter");
  await expect(page.getByRole("row").filter({ hasText: title })).toBeVisible();
  await page.getByRole("link", { name: title }).press("Enter");
  await page.getByRole("button", { name: "Delete", exact: true }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).press("Enter");
  await expect(page.getByRole("row").filter({ hasText: title })).toHaveCount(0);
});

test("empty, failing, dark and narrow", async ({ console: page }) => {
  const LIST = /\/api\/colloquy\/v1\/actions\?/;
  await page.route(LIST, (route) => route.fulfill({ json: { data: [], next_cursor: null } }));
  await open(page, "", "Actions");
  await expect(page.getByRole("heading", { name: "No actions yet" })).toBeVisible();
  await page.unroute(LIST);
  await page.route(LIST, (route) => route.fulfill({ status: 500, json: { error: { code: "internal", message: "Something broke", request_id: "01ACT", fields: [] } } }));
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("Something broke");
  await isAccessible(page);
  await page.unroute(LIST);
  const made = await house<{ id: string; name: string }>("POST", "actions", { name: unique("Recovered"), url: "https://shop.example/a/very/long/path/that/goes/on/and/on?with={query}" });
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("link", { name: made.name })).toBeVisible();

  // The try-out itself fails, and works again.
  await page.goto(`${server.url}/agents/actions/${made.id}`);
  await page.route("**/actions/try", (route) => route.abort());
  await run(page).click();
  await expect(page.getByText("The server does not answer.", { exact: false })).toBeVisible();
  await page.unroute("**/actions/try");
  await run(page).click();
  await expect(told(page)).toBeVisible();

  // Another system may take its time, and somebody may have enough of it.
  await hurries(page);
  await page.route("**/actions/try", () => undefined);
  await run(page).click();
  await expect(page.getByText("Waiting for the answer")).toBeVisible();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(run(page)).toBeEnabled();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.unroute("**/actions/try");

  await page.emulateMedia({ colorScheme: "dark" });
  for (const path of ["", "/new", `/${made.id}`]) {
    await page.goto(`${server.url}/agents/actions${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("status").filter({ hasText: "Loading" })).toHaveCount(0);
    await isAccessible(page);
  }
  await page.setViewportSize({ width: 390, height: 800 });
  for (const path of ["", `/${made.id}`]) {
    await page.goto(`${server.url}/agents/actions${path}`);
    await expect(page.getByRole("status").filter({ hasText: "Loading" })).toHaveCount(0);
    await fitsWindow(page);
    await isAccessible(page);
  }
  await page.goto(`${server.url}/agents/actions/00000000-0000-4000-8000-000000000000`);
  await expect(page.getByRole("heading", { name: "There is nothing here." })).toBeVisible();
});

test("who may only look is offered no change", async ({ browser }) => {
  const [email, password] = [`${unique("looker").replaceAll(" ", ".")}@console.example`, "a long enough password"];
  await house("POST", "users", { email, name: "Lou Looker", role: "member", password });
  const made = await house<{ id: string; name: string }>("POST", "actions", { name: unique("Only seen"), url: "https://shop.example" });
  const page = await pageOf(browser, email, password);
  await open(page, "", "Actions");
  await expect(page.getByRole("link", { name: made.name })).toBeVisible();
  await expect(page.getByRole("link", { name: "New action" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Delete/ })).toHaveCount(0);
  await page.getByRole("link", { name: made.name }).click();
  await expect(name(page)).toBeDisabled();
  await expect(run(page)).toHaveCount(0);
  await page.context().close();
});
