/** The list of conversations: found, narrowed, changed many at once, and alive. */
import { readFileSync } from "node:fs";

import { call } from "./calls";
import { asked, bar, link, LIST, row, search, tick } from "./conversations-list";
import { expect, house, isAccessible, server, signIn, test } from "./support";

test("search finds while one types, and drops what was asked before", async ({ console: page }) => {
  await call("Quagga renewal", { lines: ["I saw an octopus in the harbour.", "That is nice."] });
  await call("Quagga complaint");
  await page.goto(`${server.url}/conversations`);
  await search(page).fill("quag");
  await expect(page.getByText("2 conversations shown", { exact: true })).toBeVisible();
  await expect(link(page, "Quagga renewal")).toBeVisible();
  await expect.poll(() => asked(page.url()).get("search")).toBe("quag");

  // The slow answer to an older question is not waited for.
  await page.route(LIST, async (route) => {
    if (asked(route.request().url()).get("search") === "quagga r") await new Promise((wait) => setTimeout(wait, 4_000));
    await route.continue().catch(() => undefined);
  });
  const dropped = page.waitForEvent("requestfailed", (request) => LIST.test(request.url()) && asked(request.url()).get("search") === "quagga r");
  await search(page).fill("quagga r");
  await page.waitForRequest((request) => LIST.test(request.url()) && asked(request.url()).get("search") === "quagga r");
  await search(page).fill("quagga comp");
  await dropped;
  await expect(page.getByText("1 conversation shown", { exact: true })).toBeVisible();
  await expect(link(page, "Quagga complaint")).toBeVisible();
  await page.unroute(LIST);

  // In what was said, too, by half a word.
  await page.getByLabel("Search in").selectOption("What was said");
  await search(page).fill("octop");
  await expect(link(page, "Quagga renewal")).toBeVisible();
  await expect(link(page, "Quagga complaint")).toBeHidden();
  await page.getByRole("button", { name: "Export list" }).click();
  await expect(page.getByText("Not while searching in what was said")).toBeVisible();
  await page.keyboard.press("Escape");

  await search(page).fill("nobody ever said this");
  await expect(page.getByRole("heading", { name: "No conversation fits" })).toBeVisible();
  await isAccessible(page);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page.getByText(/conversations? shown/)).toBeVisible();
  await expect(search(page)).toHaveValue("");
});

test("a workspace is not called empty before it is known what is in it", async ({ console: page }) => {
  await call("Kultarr call");
  await page.goto(`${server.url}/conversations?search=nobody+is+called+this`);
  const nothing = page.getByRole("heading", { name: "No conversation fits" });
  await expect(nothing).toBeVisible();
  let answer = () => {};
  const held = new Promise<void>((done) => (answer = done));
  await page.route(LIST, async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  const begun = page.waitForRequest(LIST);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await begun;
  await expect(search(page)).toHaveValue("");
  await expect(nothing).toBeVisible();
  answer();
  await expect(page.getByText(/conversations? shown/)).toBeVisible();
});

test("filters live in the address, in words, and go back", async ({ console: page }) => {
  const tagged = await call("Numbat upgrade");
  await call("Numbat cancellation");
  const tag = await house<{ id: string }>("POST", "tags", { name: "Numbat tag" });
  await house("POST", "conversations/bulk", { conversation_ids: [tagged], action: "tag", tag_id: tag.id });
  await page.goto(`${server.url}/conversations?search=numbat`);
  await expect(page.getByText("2 conversations shown", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: /^Filters/ }).click();
  const panel = page.getByRole("group", { name: "Filter conversations" });
  await panel.getByLabel("Tag", { exact: true }).selectOption("Numbat tag");
  await expect(page.getByText("1 conversation shown", { exact: true })).toBeVisible();
  await expect(row(page, "Numbat upgrade")).toContainText("Numbat tag");
  expect(asked(page.url()).get("tag_id")).toBe(tag.id);
  await page.reload();
  await expect(page.getByRole("button", { name: "Remove filter Tag: Numbat tag" })).toBeVisible();
  await expect(page.getByText("1 conversation shown", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Remove filter Tag: Numbat tag" }).click();
  await expect(page.getByText("2 conversations shown", { exact: true })).toBeVisible();
  await page.goBack();
  await expect(page.getByText("1 conversation shown", { exact: true })).toBeVisible();
  await page.goForward();

  await page.getByRole("button", { name: /^Filters/ }).click();
  const choose = async (label: string, option: string, name: string, value: string | RegExp) => {
    await panel.getByLabel(label, { exact: true }).selectOption(option);
    await expect.poll(() => asked(page.url()).get(name) ?? "").toMatch(value);
  };
  await choose("Kind", "Call", "kind", "call");
  await choose("Status", "Complete", "status", "completed");
  await choose("Owner", "Olive Owner (you)", "owner_user_id", /^[0-9a-f-]{36}$/);
  await choose("Sentiment", "Negative", "sentiment", "negative");
  await choose("Action items", "Some still open", "has_open_action_items", "true");
  await panel.getByLabel("From", { exact: true }).fill("2026-06-01");
  await expect.poll(() => asked(page.url()).get("from")).toBe("2026-06-01");
  await panel.getByLabel("Until", { exact: true }).fill("2026-06-02");
  await expect.poll(() => asked(page.url()).get("to")).toBe("2026-06-02");
  await expect(panel.getByLabel("Project", { exact: true })).toBeEnabled();
  await expect(page.getByRole("button", { name: "Remove filter Kind: Call" })).toBeVisible();
  await isAccessible(page);
  await page.getByRole("button", { name: "Clear filters" }).first().click();
  await expect.poll(() => [...asked(page.url()).keys()]).toEqual([]);

  // A day is the whole day; the order is part of the address, too.
  await page.goto(`${server.url}/conversations?search=numbat&from=2026-06-01&to=2026-06-01`);
  await expect(page.getByText("2 conversations shown", { exact: true })).toBeVisible();
  await page.goto(`${server.url}/conversations?search=numbat&from=2026-06-02`);
  await expect(page.getByRole("heading", { name: "No conversation fits" })).toBeVisible();
  await page.goto(`${server.url}/conversations?search=numbat`);
  await page.getByLabel("Sort by").selectOption("Latest change first");
  await expect.poll(() => asked(page.url()).get("sort")).toBe("changed");
});

test("every project can be chosen, also behind the first hundred", async ({ console: page }) => {
  await call("Dibbler call");
  await page.route("**/api/colloquy/v1/projects?*", (route) => {
    const number = Number(asked(route.request().url()).get("page") ?? 1);
    const rowsOf = (from: number, count: number) => Array.from({ length: count }, (_, at) => ({ id: `project-${from + at}`, name: `Project ${from + at}` }));
    return route.fulfill({ json: { data: number === 1 ? rowsOf(1, 100) : rowsOf(101, 1), page: number, page_size: 100, total: 101 } });
  });
  for (const path of ["conversations", "overview"]) {
    await page.goto(`${server.url}/${path}`);
    if (path === "conversations") await page.getByRole("button", { name: /^Filters/ }).click();
    await expect(page.getByLabel("Project", { exact: true }).locator("option", { hasText: "Project 101" })).toBeAttached();
  }
});

test("signals narrow by their answer", async ({ console: page }) => {
  const question = { name: "wombat_named", question: "Was a wombat named?", kind: { type: "yes_no" }, keywords: ["wombat"] };
  const made = await house<{ id: string }>("POST", "signal-definitions", question);
  await call("Wombat call", { lines: ["I have seen a wombat.", "A wombat, really?"] });
  await page.goto(`${server.url}/conversations`);
  await page.getByRole("button", { name: /^Filters/ }).click();
  const panel = page.getByRole("group", { name: "Filter conversations" });
  await panel.getByLabel("Signal", { exact: true }).selectOption("Was a wombat named?");
  await panel.getByLabel("Answer", { exact: true }).selectOption("Yes");
  await expect.poll(() => asked(page.url()).get("signal_value")).toBe("true");
  expect(asked(page.url()).get("signal_definition_id")).toBe(made.id);
  await expect(page.getByRole("button", { name: "Remove filter Signal: Was a wombat named?" })).toBeVisible();
  await expect(link(page, "Wombat call")).toBeVisible();
  await house("DELETE", `signal-definitions/${made.id}`);

  const count = { name: "wombat_count", question: "How many wombats?", kind: { type: "number" }, keywords: ["wombat"] };
  const counted = await house<{ id: string }>("POST", "signal-definitions", count);
  await page.goto(`${server.url}/conversations?signal_definition_id=${counted.id}`);
  await page.getByRole("button", { name: /^Filters/ }).click();
  const answer = panel.getByLabel("Answer", { exact: true });
  await answer.fill("2");
  await answer.press("Enter");
  await expect(page.getByRole("button", { name: "Remove filter Answer: 2" })).toBeVisible();
  await expect(answer).toBeFocused();
  await page.getByRole("button", { name: "Remove filter Answer: 2" }).click();
  await expect(answer).toHaveValue("");
  await house("DELETE", `signal-definitions/${counted.id}`);
});

test("by keyboard alone: walk, select, tag, untag, export, delete", async ({ console: page }) => {
  const titles = ["Bilby one", "Bilby two", "Bilby three"];
  for (const [day, title] of titles.entries()) await call(title, { startAt: `2026-06-0${3 - day}T09:00:00Z` });
  await page.goto(`${server.url}/conversations?search=bilby`);
  await expect(page.getByText("3 conversations shown", { exact: true })).toBeVisible();
  await page.keyboard.press("j");
  await expect(link(page, "Bilby one")).toBeFocused();
  await page.keyboard.press("x");
  await expect(bar(page)).toContainText("1 selected");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+X");
  await expect(bar(page)).toContainText("3 selected");
  await page.keyboard.press("k");
  await expect(link(page, "Bilby two")).toBeFocused();
  await page.keyboard.press("x");
  await expect(bar(page)).toContainText("2 selected");
  await expect(tick(page, "Bilby two")).not.toBeChecked();

  await bar(page).getByRole("button", { name: "Add tag" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Add a tag to 2 conversations" });
  await dialog.getByLabel("Or a new tag").focus();
  await page.keyboard.type("Bilby tag");
  await isAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 conversations tagged")).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(row(page, "Bilby one")).toContainText("Bilby tag");
  await expect(row(page, "Bilby two")).not.toContainText("Bilby tag");

  await bar(page).getByRole("button", { name: "Remove tag" }).press("Enter");
  const removal = page.getByRole("dialog", { name: "Remove a tag from 2 conversations" });
  await removal.getByRole("button", { name: "Remove tag" }).press("Enter");
  await expect(removal.getByText("Choose a tag, or name a new one.")).toBeVisible();
  await removal.getByLabel("Tag", { exact: true }).selectOption("Bilby tag");
  await removal.getByRole("button", { name: "Remove tag" }).press("Enter");
  await expect(page.getByText("Tag removed from 2 conversations")).toBeVisible();
  await expect(row(page, "Bilby one")).not.toContainText("Bilby tag");

  const several = page.waitForEvent("download");
  await bar(page).getByRole("button", { name: "Export" }).press("Enter");
  await page.getByRole("menuitem", { name: "Markdown, with summary" }).press("Enter");
  const archive = await several;
  expect(archive.suggestedFilename()).toBe("conversations.zip");
  const bytes = readFileSync(await archive.path());
  expect(bytes.subarray(0, 4).toString("latin1")).toBe("PK\x03\x04");
  for (const name of ["Bilby one.md", "Bilby three.md"]) expect(bytes.includes(name)).toBe(true);
  expect(bytes.includes("I will send you a new quote by Friday")).toBe(true);

  await page.locator("h1").click();
  await page.keyboard.press("Escape");
  await expect(bar(page)).toBeHidden();
  await page.keyboard.press("a");
  await expect(bar(page)).toContainText("3 selected");
  await bar(page).getByRole("button", { name: "Delete" }).press("Enter");
  const question = page.getByRole("dialog", { name: "Delete 3 conversations?" });
  await question.getByRole("button", { name: "Delete" }).press("Enter");
  await expect(page.getByText("3 conversations deleted")).toBeVisible();
  await expect(page.getByRole("heading", { name: "No conversation fits" })).toBeVisible();
});

test("by mouse: ranges, all, one exported, the whole list exported, one opened", async ({ console: page }) => {
  const titles = ["Dunnart one", "Dunnart two", "Dunnart three"];
  for (const [day, title] of titles.entries()) await call(title, { startAt: `2026-06-0${3 - day}T09:00:00Z` });
  await page.goto(`${server.url}/conversations?search=dunnart`);
  await tick(page, "Dunnart one").click();
  await tick(page, "Dunnart three").click({ modifiers: ["Shift"] });
  await expect(bar(page)).toContainText("3 selected");
  await page.getByRole("checkbox", { name: "Select all shown" }).click();
  await expect(bar(page)).toBeHidden();
  await tick(page, "Dunnart two").click();

  const one = page.waitForEvent("download");
  await bar(page).getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "Plain text" }).click();
  expect((await one).suggestedFilename()).toBe("Dunnart two.txt");
  await bar(page).getByRole("button", { name: "End selection" }).click();
  await expect(bar(page)).toBeHidden();

  const list = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export list" }).click();
  await page.getByRole("menuitem", { name: "Table (CSV)" }).click();
  const table = readFileSync(await (await list).path(), "utf8");
  expect(table.split("\n").filter((line) => line.includes("Dunnart"))).toHaveLength(3);
  expect(table).not.toContain("Quagga");

  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/conversations\/[0-9a-f-]{36}/);
});

test("what cannot be changed is named", async ({ console: page }) => {
  const id = await call("Potoroo call");
  await page.route("**/conversations/bulk", (route) => route.fulfill({ json: { done: [], failed: [{ id, message: "it is being erased" }] } }));
  await page.goto(`${server.url}/conversations?search=potoroo`);
  await tick(page, "Potoroo call").click();
  await bar(page).getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("alert")).toContainText("Potoroo call: it is being erased");
});

test("an export can be stopped, and a change of many ends with the part that is under way", async ({ console: page }) => {
  await call("Thylacine call");
  await page.goto(`${server.url}/conversations?search=thylacine`);
  await tick(page, "Thylacine call").click();
  await page.route(/\/conversations\/[^/]+\/export\?/, () => undefined);
  const begun = page.waitForRequest(/\/conversations\/[^/]+\/export\?/);
  await bar(page).getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "Plain text" }).click();
  await begun;
  await expect(bar(page).getByRole("button", { name: "Preparing the export" })).toBeDisabled();
  const dropped = page.waitForEvent("requestfailed", (request) => request.url().includes("/export?"));
  await bar(page).getByRole("button", { name: "Stop" }).click();
  await dropped;
  await expect(bar(page).getByRole("button", { name: "Export", exact: true })).toBeEnabled();
  await expect(page.getByRole("alert")).toHaveCount(0);

  // More than the server changes at once.
  await page.route(LIST, async (route) => {
    const answer = await route.fetch();
    const list = (await answer.json()) as { data: object[] };
    const data = Array.from({ length: 201 }, (_, at) => ({ ...list.data[0], id: `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`, title: `Thylacine ${at}` }));
    await route.fulfill({ response: answer, json: { ...list, data } });
  });
  await page.reload();
  await page.getByRole("checkbox", { name: "Select all shown" }).click();
  await expect(bar(page)).toContainText("201 selected");
  const parts: number[] = [];
  let answer = () => {};
  const held = new Promise<void>((done) => (answer = done));
  await page.route("**/conversations/bulk", async (route) => {
    const { conversation_ids: ids } = route.request().postDataJSON() as { conversation_ids: string[] };
    parts.push(ids.length);
    await held;
    await route.fulfill({ json: { done: ids, failed: [] } });
  });
  await bar(page).getByRole("button", { name: "Add tag" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a tag to 201 conversations" });
  await dialog.getByLabel("Or a new tag").fill("Thylacine tag");
  await dialog.getByRole("button", { name: "Add tag" }).click();
  await expect.poll(() => parts).toEqual([200]);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  answer();
  await expect(page.getByText("200 conversations tagged")).toBeVisible();
  expect(parts).toEqual([200]);
});

test("rows change by themselves", async ({ console: page }) => {
  await page.goto(`${server.url}/conversations?search=kowari`);
  await expect(page.getByRole("heading", { name: "No conversation fits" })).toBeVisible();
  await page.evaluate(() => Object.assign(window, { wasHere: true }));
  await call("Kowari call", { isWhole: false });
  await expect(link(page, "Kowari call")).toBeVisible();
  await expect(row(page, "Kowari call")).toContainText("Ready", { timeout: 60_000 });
  expect(await page.evaluate(() => "wasHere" in window)).toBe(true);
});

test("members are not offered what they may not do", async ({ page }) => {
  await call("Chuditch call");
  const password = "another long password";
  await house("POST", "users", { email: "list-member@console.example", name: "Mia Member", role: "member", password });
  await signIn(page, "list-member@console.example", password);
  await page.goto(`${server.url}/conversations?search=chuditch`);
  await tick(page, "Chuditch call").click();
  await expect(bar(page).getByRole("button", { name: "Add tag" })).toBeVisible();
  await expect(bar(page).getByRole("button", { name: "Delete" })).toBeHidden();
});

test("the list is accessible, light, dark and narrow", async ({ console: page }) => {
  await call("Bettong call");
  await page.goto(`${server.url}/conversations?search=bettong`);
  await expect(link(page, "Bettong call")).toBeVisible();
  await isAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await tick(page, "Bettong call").click();
  await isAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(link(page, "Bettong call")).toBeVisible();
  await isAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
