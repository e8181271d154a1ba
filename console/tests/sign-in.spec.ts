/** Who comes in and how: the right password, the wrong one, a forgotten one; and what every page has around it. */
import { command } from "./calls";
import { expect, house, isAccessible, server, signIn, test } from "./support";

/** Somebody of this file alone: failures and new passwords trouble nobody else. */
async function person(name: string, password: string): Promise<string> {
  const email = `${name}@console.example`;
  await house("POST", "users", { email, name: `Person ${name}`, role: "member", password });
  return email;
}

test("a stranger is sent to sign-in, and afterwards to the place they wanted", async ({ page }) => {
  await page.goto(`${server.url}/overview?granularity=week`);
  await page.waitForURL(/\/sign-in\?to=/);
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await isAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await isAccessible(page);
  // By keyboard alone.
  await page.keyboard.type(server.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(server.password);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/overview\?granularity=week$/);
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

test("nobody is led to another site by signing in", async ({ page }) => {
  await page.goto(`${server.url}/sign-in?to=${encodeURIComponent("//elsewhere.example/")}`);
  await page.getByLabel("E-mail").fill(server.email);
  await page.getByLabel("Password").fill(server.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${server.url}/conversations`);
});

test("a wrong password is refused, and too many of them for a while", async ({ page }) => {
  const email = await person("forgetful", "the right password");
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel("E-mail").fill(email);
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await page.getByLabel("Password").fill(`a wrong password ${attempt}`);
    const answer = page.waitForResponse(/\/session$/);
    await page.getByRole("button", { name: "Sign in" }).click();
    expect((await answer).status()).toBe(401);
    await expect(page.getByRole("alert")).toHaveText("E-mail or password is wrong.");
  }
  await page.getByLabel("Password").fill("the right password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("Too many attempts.");
  await isAccessible(page);
});

test("signing out ends it", async ({ page }) => {
  await signIn(page, await person("leaver", "a leaving password"), "a leaving password");
  await page.getByRole("button", { name: "Account of Person leaver" }).press("Enter");
  await page.getByRole("menuitem", { name: "Sign out" }).press("Enter");
  await page.waitForURL(`${server.url}/sign-in`);
  await page.goto(`${server.url}/conversations`);
  await page.waitForURL(/\/sign-in\?to=/);
});

test("a forgotten password: an operator's link sets a new one, once", async ({ page }) => {
  const email = await person("resetter", "the old password");
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Forgot your password?" }).click();
  await expect(page.getByLabel("E-mail")).toHaveValue(email);
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect(page.getByRole("alert")).toHaveText(`This server sends no mail. Ask an operator to run: colloquy user password ${email}`);
  await isAccessible(page);

  const { reset_url: link } = command<{ reset_url: string }>(["user", "password", email]);
  expect(link).toContain("/reset#");
  const address = `${server.url}/reset${new URL(link).hash}`;
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1, name: "Choose a new password" })).toBeVisible();
  await isAccessible(page);
  await page.getByLabel("New password").fill("the new password");
  await page.getByRole("button", { name: "Set password" }).press("Enter");
  await expect(page.getByText("Your password is changed. Sign in with it.")).toBeVisible();
  await signIn(page, email, "the new password");

  // A change of what stands behind `#` alone would load nothing anew.
  await page.goto("about:blank");
  await page.goto(address);
  await page.getByLabel("New password").fill("yet another password");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByRole("alert")).toHaveText("This link is used up or too old. Ask for another one.");
});

test("a server that fails at the door says so", async ({ page }) => {
  await page.route("**/api/colloquy/v1/session", (route) =>
    route.request().method() === "POST" ? route.fulfill({ status: 500, json: { error: { message: "The key store is closed", fields: [] } } }) : route.continue(),
  );
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel("E-mail").fill(server.email);
  await page.getByLabel("Password").fill(server.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toHaveText("The key store is closed");
  await page.unrouteAll();
  await page.route("**/api/colloquy/v1/session", (route) => route.abort());
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("The server does not answer.");
  // Who is signed in already is told, too, and comes in once it answers.
  await page.unrouteAll();
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/conversations/);
  await page.route("**/api/colloquy/v1/session", (route) => route.fulfill({ status: 500, json: { error: { message: "Not now", fields: [] } } }));
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("Not now");
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Conversations" })).toBeVisible();
});

test("light, dark, or as the system has it", async ({ console: page }) => {
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  await page.emulateMedia({ colorScheme: "light" });
  const choose = async (name: string) => {
    await page.getByRole("button", { name: "Account of Olive Owner" }).click();
    await page.getByRole("menuitemradio", { name }).click();
  };
  await choose("Dark");
  await expect.poll(theme).toBe("dark");
  await page.reload();
  await expect.poll(theme).toBe("dark");
  await choose("As the system");
  await expect.poll(theme).toBe("light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(theme).toBe("dark");
  await choose("Light");
  await expect.poll(theme).toBe("light");
});

test("keys lead everywhere, and a map shows them", async ({ console: page }) => {
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("?");
  const map = page.getByRole("dialog", { name: "Keyboard map" });
  await expect(map.getByRole("heading", { name: "Everywhere" })).toBeVisible();
  await expect(map.getByRole("heading", { name: "In the list of conversations" })).toBeVisible();
  await isAccessible(page);
  await page.keyboard.press("Escape");
  await expect(map).toBeHidden();
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await page.waitForURL(/\/overview$/);
  // Until another page is shown its keys are those of the one before.
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.keyboard.press("/");
  await page.waitForURL(/\/conversations/);
  await expect(page.getByRole("searchbox", { name: "Search conversations" })).toBeFocused();
  await page.keyboard.press("g");
  await expect(page.getByRole("searchbox", { name: "Search conversations" })).toHaveValue("g");
  await page.getByRole("button", { name: "Keyboard map" }).click();
  await expect(map).toBeVisible();
  await page.keyboard.press("Escape");

  // Past the navigation with one key.
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
});
