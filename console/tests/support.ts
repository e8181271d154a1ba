/** What the tests of the console share: a signed-in page, the API beside it, sample calls, and the check by axe. */
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests by playwright, which starts the server`);
  return value;
}

/** The server of this run. */
export const server = {
  get url() { return given("COLLOQUY_TEST_URL"); },
  get key() { return given("COLLOQUY_TEST_KEY"); },
  get email() { return given("COLLOQUY_TEST_EMAIL"); },
  get password() { return given("COLLOQUY_TEST_PASSWORD"); },
};

/** A request to the house API with the owner's key; fails the test where it is refused. */
export async function house<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${server.url}/api/colloquy/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${server.key}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Waits until `look` gives something. */
export async function until<T>(look: () => Promise<T | undefined | false | null>, what: string, ms = 240_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${ms / 1000} s for ${what}`);
    await new Promise((wait) => setTimeout(wait, 250));
  }
}

interface Full {
  id: string;
  title: string;
  stages: { name: string; status: string }[];
}

/** The sample calls, taken in once and analysed to the end; their ids. */
export async function samples(): Promise<string[]> {
  const { conversation_ids: ids } = await house<{ conversation_ids: string[] }>("POST", "sample-conversations");
  for (const id of ids) {
    await until(async () => {
      const { stages } = await house<Full>("GET", `conversations/${id}`);
      return stages.every((stage) => !["pending", "running", "queued"].includes(stage.status));
    }, `the stages of ${id}`);
  }
  return ids;
}

/** Signs in on the page by the form. */
export async function signIn(page: Page, email = server.email, password = server.password): Promise<void> {
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/conversations/);
}

/** Tests with a page that is signed in; a page that breaks or is refused something by its policy fails the test. */
export const test = base.extend<{ console: Page }>({
  console: async ({ page }, use) => {
    const broken: string[] = [];
    page.on("pageerror", (error) => broken.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && /Content Security Policy|React/.test(message.text())) broken.push(message.text());
    });
    await signIn(page);
    await use(page);
    // What is under way for an answer that was put together here is of no interest any more.
    await page.unrouteAll({ behavior: "ignoreErrors" });
    expect(broken).toEqual([]);
  },
});

/**
 * Nothing that happens on the server reaches pages that are opened from now on: what failed is read again when the test
 * presses the button for it, and not before.
 */
export async function hearsNothing(page: Page): Promise<void> {
  await page.route("**/api/colloquy/v1/events/stream", () => undefined);
}

/** From now on the page waits but a moment for an answer, save for those that it gives minutes. */
export async function hurries(page: Page): Promise<void> {
  await page.evaluate(() => {
    const wait = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (ms) => wait(ms > 60_000 ? ms : 1);
  });
}

/** No serious or critical violation on the page as it is. */
export async function isAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).analyze();
  const grave = violations.filter((one) => one.impact === "serious" || one.impact === "critical");
  expect(grave.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ").slice(0, 600)}`)).toEqual([]);
}

export { expect };
