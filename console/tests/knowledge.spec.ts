/** Knowledge bases and their sources, against pages on this machine. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { Page } from "@playwright/test";

import { expect, fitsWindow, house, isAccessible, server, test as base, unique } from "./settings-support";

interface Site {
  url: string;
  /** The paths that were read, in order. */
  read: string[];
}

/** Tests with a site of two pages: `/hours` has words, anything else is not there. */
const test = base.extend<{ site: Site }>({
  site: async ({}, use) => {
    const read: string[] = [];
    const http = createServer((request, response) => {
      read.push(request.url ?? "");
      if (request.url !== "/hours") return void response.writeHead(404, { "content-type": "text/plain" }).end("no such page");
      response.writeHead(200, { "content-type": "text/html" }).end("<html><head><title>Opening hours</title></head><body><p>Our shop opens at nine in the morning.</p></body></html>");
    });
    await new Promise<void>((ready) => http.listen(0, "127.0.0.1", ready));
    const { port } = http.address() as AddressInfo;
    await use({ url: `http://127.0.0.1:${port}`, read });
    http.closeAllConnections();
    await new Promise((closed) => http.close(closed));
  },
});

const PAGES = "/agents/knowledge";

async function open(page: Page, path: string, heading: string): Promise<void> {
  await page.goto(`${server.url}${PAGES}${path}`);
  await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
}

const source = (page: Page, text: string) => page.getByRole("table", { name: "Sources" }).getByRole("row").filter({ hasText: text });

async function add(page: Page, url: string): Promise<void> {
  await page.getByLabel("Address of a page or document").fill(url);
  await page.getByRole("button", { name: "Add", exact: true }).click();
}

test("a knowledge base gets a page, a text and a file, and each is read", async ({ console: page, site }) => {
  const title = unique("Hours");
  await open(page, "", "Knowledge");
  await page.getByRole("link", { name: "New knowledge base" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill(title);
  await page.getByLabel("What it holds").fill("When we are there.");
  await isAccessible(page);
  await page.getByRole("button", { name: "Make it" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(page.getByRole("heading", { name: "No sources yet" })).toBeVisible();

  await add(page, "shop.example");
  await expect(page.getByLabel("Address of a page or document")).toHaveAttribute("aria-invalid", "true");
  await add(page, `${site.url}/hours`);
  await expect(source(page, "Opening hours")).toContainText(`${site.url}/hours`);
  await expect(source(page, "Opening hours").getByText("Read", { exact: true })).toBeVisible();
  await add(page, `${site.url}/hours`);
  await expect(page.getByText("This page is already there.")).toBeVisible();
  await add(page, `${site.url}/gone`);
  await expect(source(page, "/gone").getByText("Could not be read", { exact: true })).toBeVisible();
  await expect(source(page, "/gone")).toContainText("404");

  await page.getByRole("button", { name: "Write a text" }).click();
  await page.getByRole("dialog").getByLabel("Text").fill("On Sundays we are closed.");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(source(page, "Own text")).toContainText("25 characters");
  await expect(source(page, "Own text").getByText("Read", { exact: true })).toBeVisible();

  await page.getByLabel("Add a text file").setInputFiles({ name: "picture.png", mimeType: "image/png", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0xff]) });
  await expect(page.getByText("picture.png is no text file.", { exact: false })).toBeVisible();
  await page.getByLabel("Add a text file").setInputFiles({ name: "holidays.md", mimeType: "text/markdown", buffer: Buffer.from("Closed on 24 December.") });
  await expect(page.getByText("holidays.md is added to the text.")).toBeVisible();
  await source(page, "Own text").getByRole("button", { name: "Edit the text" }).click();
  await expect(page.getByRole("dialog").getByLabel("Text")).toHaveValue("On Sundays we are closed.\n\n# holidays.md\n\nClosed on 24 December.");
  await isAccessible(page);
  await page.keyboard.press("Escape");
  await isAccessible(page);

  const before = site.read.filter((path) => path === "/hours").length;
  await page.getByRole("button", { name: "Read again now" }).click();
  await expect(page.getByText("Everything is being read again.")).toBeVisible();
  await expect.poll(() => site.read.filter((path) => path === "/hours").length).toBeGreaterThan(before);
  await expect(page.getByLabel("Read pages again")).toHaveValue("manual");

  await page.getByRole("button", { name: `Remove ${site.url}/gone` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(source(page, "/gone")).toHaveCount(0);
  await page.getByRole("button", { name: "Remove Own text" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(source(page, "Own text")).toHaveCount(0);
  await expect(source(page, "Opening hours")).toHaveCount(1);

  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Knowledge" })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: title })).toHaveCount(0);
});

test("what it is about, for whom, and how often, is changed by keyboard", async ({ console: page }) => {
  const agent = await house<{ id: string; name: string }>("POST", "agents", { name: unique("Ada"), language: "en" });
  const base = await house<{ id: string; title: string }>("POST", "knowledge-bases", { title: unique("Returns"), text: "Within 30 days." });
  await open(page, `/${base.id}`, base.title);
  await page.getByLabel("Name", { exact: true }).focus();
  await page.keyboard.press("End");
  await page.keyboard.type(" and refunds");
  await page.getByLabel("All agents").focus();
  await page.keyboard.press("ArrowDown");
  await page.getByLabel(agent.name).press("Space");
  await page.getByLabel("Read pages again").selectOption("Every 12 hours");
  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: `${base.title} and refunds` })).toBeVisible();
  expect(await house("GET", `knowledge-bases/${base.id}`)).toMatchObject({ agent_ids: [agent.id], refresh: "12h", name: `${base.title} and refunds`, text: "Within 30 days." });
  await page.getByRole("link", { name: "Back to knowledge" }).press("Enter");
  const row = page.getByRole("row").filter({ hasText: base.title });
  await expect(row).toContainText("1 agent");
  await expect(row).toContainText("Every 12 hours");
  await expect(row).toContainText("In use");
});

test("no agent is no choice, and what others change meanwhile stays", async ({ console: page, site }) => {
  const base = await house<{ id: string; title: string }>("POST", "knowledge-bases", { title: unique("Shared"), text: "One.", refresh: "1d" });
  const now = () => house<{ agent_ids: string[]; urls: string[]; text: string; description: string | null }>("GET", `knowledge-bases/${base.id}`);
  await open(page, `/${base.id}`, base.title);
  await page.getByLabel("Only these agents").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Choose at least one agent.")).toBeVisible();
  await page.getByLabel("All agents").check();
  await expect(page.getByText("Choose at least one agent.")).toHaveCount(0);

  await page.getByRole("button", { name: "Edit the text" }).click();
  await page.getByRole("dialog").getByLabel("Text").fill("One and a half.");
  await house("PATCH", `knowledge-bases/${base.id}`, { text: "Two.", urls: [`${site.url}/hours`], description: "For all." });
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("Somebody else has changed this text meanwhile.");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await add(page, `${site.url}/other`);
  await expect(source(page, "/other")).toBeVisible();
  expect(await now()).toMatchObject({ text: "Two.", urls: [`${site.url}/hours`, `${site.url}/other`], description: "For all.", agent_ids: [] });
  await page.getByRole("button", { name: "Read again now" }).click();
  await expect(page.getByText("Everything is being read again.")).toBeVisible();
  await expect(page.getByLabel("Read pages again")).toHaveValue("1d");

  // The same field of two people: the later one is told. Another field of each: both stay.
  await page.getByLabel("What it holds").fill("For nobody.");
  await house("PATCH", `knowledge-bases/${base.id}`, { description: "For some." });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Somebody else has changed the same meanwhile." })).toBeVisible();
  expect(await now()).toMatchObject({ description: "For some." });
  // What is gone is not asked about.
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Knowledge" })).toBeVisible();
});

test("empty, failing, dark and narrow", async ({ console: page }) => {
  const LIST = /\/api\/colloquy\/v1\/knowledge-bases\?/;
  const SOURCES = /\/knowledge-bases\/[^/]+\/sources$/;
  await page.route(LIST, (route) => route.fulfill({ json: { data: [], next_cursor: null } }));
  await open(page, "", "Knowledge");
  await expect(page.getByRole("heading", { name: "No knowledge bases yet" })).toBeVisible();
  await page.unroute(LIST);
  await page.route(LIST, (route) => route.abort());
  await page.reload();
  await expect(page.getByText("The server does not answer.", { exact: false })).toBeVisible();
  await isAccessible(page);
  const base = await house<{ id: string; title: string }>("POST", "knowledge-bases", { title: unique("Prices"), text: "Nine euros.", urls: ["http://127.0.0.1:9/a/very/long/address/that/nobody/answers/and/that/goes/on-and-on-and-on"] });
  await page.unroute(LIST);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.route(SOURCES, (route) => route.fulfill({ status: 500, json: { error: { code: "internal", message: "Something broke", request_id: "01KNOW", fields: [] } } }));
  await page.getByRole("link", { name: base.title }).click();
  await expect(page.getByRole("alert")).toContainText("Something broke");
  await page.unroute(SOURCES);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(source(page, "Own text")).toBeVisible();

  await page.emulateMedia({ colorScheme: "dark" });
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of ["", "/new", `/${base.id}`]) {
      await page.goto(`${server.url}${PAGES}${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByRole("status").filter({ hasText: "Loading" })).toHaveCount(0);
      await fitsWindow(page);
      await isAccessible(page);
    }
  }
});
