/** Settings: the frame, keys, users, one's own account, engines; and what is shown where the server fails. */
import { execFileSync } from "node:child_process";

import { call, expect, fitsWindow, hearsNothing, house, isAccessible, open, pageOf, server, signIn, test, unique } from "./settings-support";

const SECTIONS: [path: string, heading: string][] = [
  ["account", "Your account"],
  ["users", "Users"],
  ["keys", "API keys"],
  ["oauth", "OAuth clients"],
  ["webhooks", "Webhooks"],
  ["workflows", "Workflows"],
  ["signals", "Signal definitions"],
  ["tags", "Tags"],
  ["inbound", "Inbound routes"],
  ["do-not-contact", "Do-not-contact list"],
  ["engines", "Engines and health"],
  ["jobs", "Dead jobs"],
];
const PASSWORD = "a fairly good password";

interface Person {
  id: string;
  email: string;
  name: string;
}

async function person(role: "owner" | "admin" | "member", name = unique(`Pat ${role}`)): Promise<Person> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@console.example`;
  return house<Person>("POST", "users", { email, name, role, password: PASSWORD });
}

/** What a line prints as its HTTP status. */
function statusOf(line: string): string {
  return execFileSync("bash", ["-c", line.replace("curl -s ", "curl -s -o /dev/null -w '%{http_code}' ")], { encoding: "utf8" });
}

test("every section is reached by the list, and at narrow widths by one field", async ({ console: page }) => {
  await page.goto(`${server.url}/settings`);
  await expect(page.getByRole("heading", { level: 1, name: "API keys" })).toBeVisible();
  const list = page.getByRole("navigation", { name: "Settings" });
  for (const [, heading] of SECTIONS) {
    await list.getByRole("link", { name: heading, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
  }
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [path, heading] of SECTIONS) {
    await page.getByLabel("Section").selectOption(path);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    await fitsWindow(page);
  }
  await page.goto(`${server.url}/settings/nowhere`);
  await expect(page.getByText("There is nothing here.")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`every section is accessible, ${colorScheme}`, async ({ console: page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    for (const [path, heading] of SECTIONS) {
      await open(page, path, heading);
      await expect(page.locator(".state-loading")).toHaveCount(0);
      await isAccessible(page);
    }
    await open(page, "keys/new", "New key");
    await expect(page.getByLabel("(tags:read)")).toBeVisible();
    await isAccessible(page);
  });
}

test("a key of chosen scopes is shown once, with lines that work, and is revoked", async ({ console: page }) => {
  await call(unique("Keys"));
  const name = unique("Night sync");
  await open(page, "keys", "API keys");
  await page.getByRole("link", { name: "New key" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Make key" }).click();
  await expect(page.getByText("scopes must have at least one item", { exact: false })).toBeVisible();
  for (const scope of ["engagements:read", "agents:read"]) await page.getByLabel(`(${scope})`).check();
  await page.getByRole("button", { name: "Make key" }).click();

  await expect(page.getByRole("heading", { level: 1, name: `Your new key: ${name}` })).toBeVisible();
  await expect(page.getByText("This is shown only now.", { exact: false })).toBeVisible();
  for (const spelling of ["Authorization: the key alone", "Authorization: Bearer", "Basic: user name", "Basic: password", "X-Api-Key", "Signing secret (HMAC)"]) {
    await expect(page.getByLabel(spelling, { exact: true })).not.toBeEmpty();
  }
  await isAccessible(page);
  const line = async (api: string) => page.getByLabel(api, { exact: true }).innerText();
  for (const api of ["Colloquy", "AskElephant", "Roark", "Auralytik (signed request)", "Elemente"]) {
    expect(statusOf(await line(api)), api).toBe("200");
  }
  const lineOfHouse = await line("Colloquy");

  await page.getByRole("button", { name: "I have kept it" }).click();
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("2 permissions");
  await row.getByText("2 permissions").click();
  await expect(row.getByText("engagements:read")).toBeVisible();
  await expect(row).toContainText("Olive Owner");
  await expect(async () => {
    await page.reload();
    await expect(row).toBeVisible();
    await expect(row).not.toContainText("Never", { timeout: 1_000 });
  }).toPass();

  await page.getByRole("button", { name: `Revoke ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(row).toHaveCount(0);
  expect(statusOf(lineOfHouse)).toBe("401");
  // What lives in the address is checked once that has changed.
  await page.getByLabel("Show revoked keys").click();
  await expect(page.getByLabel("Show revoked keys")).toBeChecked();
  await expect(page).toHaveURL(/revoked/);
  await expect(row).toContainText("Revoked");
});

test("a key for everything is made by keyboard alone", async ({ console: page }) => {
  const name = unique("Keyboard");
  await open(page, "keys", "API keys");
  await page.getByRole("link", { name: "New key" }).first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "New key" })).toBeVisible();
  await page.getByLabel("Name", { exact: true }).focus();
  await page.keyboard.type(name);
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Acts for")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Only what I choose")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByLabel("Everything", { exact: true })).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Make key" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: `Your new key: ${name}` })).toBeVisible();
  await page.getByRole("button", { name: "I have kept it" }).press("Enter");
  await expect(page.getByRole("row").filter({ hasText: name })).toContainText("Everything");
});

test("users are added, changed, kept out and let in again", async ({ console: page, browser }) => {
  const name = unique("Nora New");
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@console.example`;
  await open(page, "users", "Users");
  await page.getByRole("button", { name: "New user" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByLabel("Role").selectOption("Member");
  await isAccessible(page);
  await dialog.getByRole("button", { name: "Add user" }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByLabel("Look for a name or e-mail").fill(name);
  await expect(page).toHaveURL(/search=/);
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("No password yet");

  await page.getByRole("button", { name: `Set password of ${name}` }).click();
  await dialog.getByLabel("New password").fill(PASSWORD);
  await dialog.getByRole("button", { name: "Set password" }).click();
  await expect(row).toContainText("Can sign in");
  const theirs = await pageOf(browser, email, PASSWORD);

  await page.getByRole("button", { name: `Edit ${name}` }).click();
  await dialog.getByLabel("Role").selectOption("Administrator");
  await dialog.getByLabel("Job title").fill("Lead");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("Administrator");
  await expect(row).toContainText("Lead");

  await page.getByRole("button", { name: `Disable ${name}` }).click();
  await dialog.getByRole("button", { name: "Disable" }).click();
  await expect(row).toContainText("Disabled");
  await theirs.goto(`${server.url}/settings/account`);
  await expect(theirs.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await theirs.context().close();
  await page.getByRole("button", { name: `Enable ${name}` }).click();
  await expect(row).toContainText("Administrator");
  await expect(row).toContainText("Can sign in");

  // Letters stay where they are typed, also before others.
  const look = page.getByLabel("Look for a name or e-mail");
  await look.fill("a name");
  await look.press("Home");
  await look.pressSequentially("nobody has such ");
  await expect(look).toHaveValue("nobody has such a name");
  await expect(page.getByText("Nobody has these words in their name or e-mail")).toBeVisible();
});

test("the next part of a list that fails is asked for again", async ({ console: page }) => {
  await hearsNothing(page);
  let isBroken = true;
  await page.route(/\/api\/colloquy\/v1\/users(\?|$)/, async (route) => {
    const isNext = new URL(route.request().url()).searchParams.has("cursor");
    if (isNext && isBroken) return route.fulfill({ status: 400, json: { error: { code: "bad_request", message: "Torn", fields: [] } } });
    if (isNext) return route.fulfill({ json: { data: [], next_cursor: null } });
    const answer = await route.fetch();
    return route.fulfill({ response: answer, json: { ...((await answer.json()) as object), next_cursor: "more" } });
  });
  await open(page, "users", "Users");
  await page.getByRole("button", { name: "Show more" }).click();
  const again = page.getByRole("button", { name: "Try again" });
  await expect(again).toBeVisible();
  await expect(page.getByText("Torn").first()).toBeVisible();
  await isAccessible(page);
  isBroken = false;
  await again.click();
  await expect(again).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Show more" })).toHaveCount(0);
});

test("owners are left alone by administrators, and members see what they may", async ({ console: page, browser }) => {
  await open(page, "users", "Users");
  const [admin, member] = [await person("admin"), await person("member")];
  const theirs = await pageOf(browser, admin.email, PASSWORD);
  await open(theirs, "users", "Users");
  await expect(theirs.getByRole("row").filter({ hasText: server.email })).toBeVisible();
  await expect(theirs.getByRole("button", { name: "Edit Olive Owner" })).toHaveCount(0);
  await theirs.getByRole("button", { name: "New user" }).click();
  await expect(theirs.getByRole("dialog").getByLabel("Role").locator("option")).toHaveText(["Member", "Administrator"]);
  await theirs.context().close();

  const ours = await pageOf(browser, member.email, PASSWORD);
  await open(ours, "account", "Your account");
  const list = ours.getByRole("navigation", { name: "Settings" });
  await expect(list.getByRole("link", { name: "Tags" })).toBeVisible();
  await expect(list.getByRole("link", { name: "API keys" })).toHaveCount(0);
  await open(ours, "keys", "API keys");
  await expect(ours.getByText("Your role does not allow this.")).toBeVisible();
  await open(ours, "tags", "Tags");
  await expect(ours.getByRole("button", { name: "New tag" })).toHaveCount(0);
  await ours.context().close();
});

test("one's own password is changed, and the old one is refused", async ({ browser, page }) => {
  const { email } = await person("member");
  const theirs = await pageOf(browser, email, PASSWORD);
  await open(theirs, "account", "Your account");
  await theirs.getByLabel("Present password").fill("not the present one");
  await theirs.getByLabel("New password", { exact: true }).fill("another good password");
  await theirs.getByLabel("New password again").fill("another bad password");
  await theirs.getByRole("button", { name: "Change password" }).click();
  await expect(theirs.getByText("The two new passwords are not the same.")).toBeVisible();
  await theirs.getByLabel("New password again").fill("another good password");
  await theirs.getByRole("button", { name: "Change password" }).click();
  await expect(theirs.getByLabel("Present password")).toHaveAttribute("aria-invalid", "true");
  await theirs.getByLabel("Present password").fill(PASSWORD);
  await theirs.getByRole("button", { name: "Change password" }).click();
  await expect(theirs.getByText("Your password is changed.")).toBeVisible();
  await theirs.reload();
  await expect(theirs.getByRole("heading", { level: 1, name: "Your account" })).toBeVisible();
  await theirs.context().close();
  await signIn(page, email, "another good password");
});

test("engines, checks and queues are told in words", async ({ console: page }) => {
  await open(page, "engines", "Engines and health");
  for (const engine of ["Hearing recordings", "Reading and judging", "Telling voices apart", "Finding by meaning", "Speaking on calls", "Hearing on calls"]) {
    const one = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: engine }) });
    await expect(one).toContainText(/Ready|Something is missing|On another server|Not used/);
  }
  await expect(page.getByText(/^Colloquy .+, running for .+\.$/)).toBeVisible();
  await expect(page.getByRole("table", { name: "What was checked" }).getByRole("row").nth(1)).toContainText(/Fine|Needs attention/);
  await expect(page.getByRole("table", { name: "Work that waits" }).getByRole("row").filter({ hasText: "Transcripts" })).toBeVisible();
  await page.getByRole("button", { name: "Look again" }).click();
  await expect(page.getByRole("button", { name: "Look again" })).toBeEnabled();
});

test("a list that fails, is cut off, is slow or is empty says so and recovers", async ({ console: page }) => {
  const api = "**/api/colloquy/v1/keys";
  await page.route(api, (route) => route.fulfill({ status: 500, json: { error: { code: "internal", message: "The shelf fell down.", fields: [], request_id: "01REQ" } } }));
  await open(page, "keys", "API keys");
  await expect(page.getByText("The shelf fell down.")).toBeVisible();
  await expect(page.getByText("Request 01REQ")).toBeVisible();
  await isAccessible(page);
  await page.unroute(api);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("table", { name: "API keys" })).toBeVisible();

  await page.route("**/api/colloquy/v1/oauth/clients", (route) => route.abort());
  await open(page, "oauth", "OAuth clients");
  await expect(page.getByText("The server does not answer.", { exact: false })).toBeVisible();
  await page.unroute("**/api/colloquy/v1/oauth/clients");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);

  let letGo: () => void = () => {};
  const held = new Promise<void>((done) => (letGo = done));
  await page.route("**/api/colloquy/v1/tags", async (route) => {
    await held;
    await route.fulfill({ json: { data: [] } });
  });
  await open(page, "tags", "Tags");
  await expect(page.getByText("This takes longer than it should.")).toBeVisible();
  letGo();
  await expect(page.getByText("There are no tags yet")).toBeVisible();
  await page.unroute("**/api/colloquy/v1/tags");

  for (const [path, heading, empty] of [
    ["keys", "API keys", "There are no keys yet"],
    ["oauth", "OAuth clients", "There are no OAuth clients yet"],
    ["webhooks", "Webhooks", "Nobody is told of anything yet"],
    ["workflows", "Workflows", "There are no workflows yet"],
    ["signals", "Signal definitions", "No questions are asked yet"],
    ["inbound", "Inbound routes", "No agent answers anywhere yet"],
    ["do-not-contact", "Do-not-contact list", "Nobody is on the list"],
    ["jobs", "Dead jobs", "No work was given up"],
  ] as const) {
    const lists = /\/v1\/(keys|oauth\/clients|webhooks|workflows|signal-definitions|inbound-routes|do-not-contact|jobs\/dead)(\?.*)?$/;
    await page.route(lists, (route) => route.fulfill({ json: { data: [], next_cursor: null, page: 1, page_size: 50, total: 0 } }));
    await open(page, path, heading);
    await expect(page.getByRole("heading", { name: empty })).toBeVisible();
    await page.unroute(lists);
  }
});
