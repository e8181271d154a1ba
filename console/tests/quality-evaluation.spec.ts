/** The one-page review: what was found, heard where it was said; confirmed, answered otherwise, disputed; one after the other. */
import type { Page } from "@playwright/test";

import { call } from "./calls";
import { recorded, second } from "./recordings";
import { evaluation, project, scored } from "./reviews";
import { fitsWindow, pageOf } from "./settings-support";
import { expect, hearsNothing, house, isAccessible, server, test } from "./support";

const BROKEN = { status: 500, json: { error: { code: "internal", message: "Something broke", request_id: "01TEST", fields: [] } } };
const card = (page: Page, name: string) => page.getByRole("article", { name, exact: true });

async function open(page: Page, id: string, title: string, query = ""): Promise<void> {
  await page.goto(`${server.url}/quality/evaluations/${id}${query}`);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

test("every criterion with its grounds beside transcript and recording; evidence is heard at its second", async ({ console: page }) => {
  const id = await scored(await project("Tamandua project"), await recorded("Tamandua call"));
  await open(page, id, "Tamandua call");
  await expect(page.getByRole("heading", { level: 2, name: "Opening and closing" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "Judged by people" })).toBeVisible();
  await expect(page.getByText("2 criteria need a decision")).toBeVisible();
  await expect(page.getByRole("link", { name: "Open the conversation" })).toHaveAttribute("href", /\/conversations\/[^/]+\?tab=scores$/);
  const greeting = card(page, "Greeting");
  await expect(greeting).toContainText("Yes");
  await expect(greeting).toContainText("by built-in rules");
  await expect(greeting).toContainText(/Confidence \d+ %/);
  await expect(greeting).toContainText("100, passed");
  const price = card(page, "Price named");
  await expect(price).toContainText("Was a price named?");
  await expect(price).toContainText("unsure: counts only once a person decides");
  await price.getByText("How to decide").click();
  await expect(price).toContainText("Any sum counts.");
  await expect(card(page, "Tone")).toContainText("critical");

  const transcript = page.getByRole("region", { name: "Transcript" });
  await expect(transcript).toContainText("Good morning, this is Nora from Bright Desk.");
  const player = page.getByRole("region", { name: "Player" });
  await expect(player.locator(".wave")).toBeVisible();
  await isAccessible(page);

  // The words stand there as they were said, and are heard where they were said.
  const further = card(page, "Further help");
  const place = further.getByRole("list", { name: "Evidence" }).getByRole("button").first();
  const quote = await place.locator("q").innerText();
  const { results } = await house<{ results: { criteria: { criterion_id: string; evidence: { quote: string; start_seconds: number }[] }[] } }>("GET", `evaluations/${id}`);
  const evidence = results.criteria.find((one) => one.criterion_id === "offered_further_help")?.evidence[0];
  expect(quote).toContain(evidence?.quote);
  await place.click();
  await expect(player.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect.poll(() => second(page)).toBeGreaterThanOrEqual(Math.floor(evidence?.start_seconds ?? 0));
  await expect(transcript.locator(".entry-mark").first()).toBeVisible();
  await expect(player.locator(".overlay-mark").first()).toBeVisible();
  await player.getByRole("button", { name: "Pause" }).click();

  // The same by keyboard.
  await page.locator("h1").click();
  await page.keyboard.press("u");
  await page.keyboard.press("p");
  await page.keyboard.press("p");
  await page.keyboard.press("p");
  await expect(greeting).toBeFocused();
  await page.keyboard.press("e");
  await expect.poll(() => second(page)).toBeLessThan(10);
  await expect(player.getByRole("button", { name: "Pause" })).toBeVisible();
  await page.keyboard.press("Space");
  await expect(player.getByRole("button", { name: "Play" })).toBeVisible();
  await page.emulateMedia({ colorScheme: "dark" });
  await isAccessible(page);
});

test("criteria are confirmed and answered otherwise by keyboard; the machine's answer and the history stay", async ({ console: page }) => {
  const id = await scored(await project("Pangolin project"), await call("Pangolin call"));
  await open(page, id, "Pangolin call");
  await page.locator("h1").click();
  await page.keyboard.press("?");
  const map = page.getByRole("dialog", { name: "Keyboard map" });
  for (const word of ["Confirm the machine's answer", "Answer otherwise", "Dispute the answer", "Next evaluation in the queue", "Next criterion that needs a decision"]) {
    await expect(map.getByText(word, { exact: true })).toBeVisible();
  }
  await page.keyboard.press("Escape");
  await expect(map).toBeHidden();

  // The first press shows which criterion is at hand: the first that needs a decision.
  const [greeting, further, price, tone] = ["Greeting", "Further help", "Price named", "Tone"].map((name) => card(page, name)) as [ReturnType<typeof card>, ReturnType<typeof card>, ReturnType<typeof card>, ReturnType<typeof card>];
  await page.keyboard.press("n");
  await expect(price).toBeFocused();
  // What the machine has no answer to cannot be confirmed: it is answered.
  await page.keyboard.press("c");
  await expect(price.getByRole("radio", { name: "Yes" })).toBeFocused();
  await page.keyboard.press("Space");
  await price.getByLabel("Reason").fill("At 0:31.");
  await isAccessible(page);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Your answer counts now: Price named")).toBeVisible();
  await expect(price).toContainText("changed by Olive Owner");
  await expect(price.getByRole("list", { name: "History of Price named" })).toContainText("Olive Owner answered Yes");
  // On to the next that needs a decision.
  await expect(tone).toBeFocused();
  await page.keyboard.press("o");
  await tone.getByRole("radio", { name: "3" }).check();
  await tone.getByLabel("Reason").fill("She listens.");
  await tone.getByRole("button", { name: "Save" }).press("Enter");
  await expect(page.getByText("Every criterion that was unsure or disputed is decided.")).toBeVisible();
  await expect(tone).toBeFocused();

  await page.keyboard.press("p");
  await page.keyboard.press("p");
  await expect(further).toBeFocused();
  await page.keyboard.press("p");
  await page.keyboard.press("c");
  await expect(page.getByText("Confirmed: Greeting")).toBeVisible();
  await expect(greeting).toContainText("confirmed by Olive Owner");
  await expect(greeting.getByRole("list", { name: "History of Greeting" })).toContainText("Olive Owner confirmed Yes");

  // A reason is asked for; Esc leaves it as it was.
  await page.keyboard.press("n");
  await page.keyboard.press("o");
  await expect(further.getByRole("radio", { name: /^No\b/ })).toBeFocused();
  await further.getByRole("radio", { name: "Yes" }).check();
  await further.getByRole("button", { name: "Save" }).click();
  await expect(further.getByLabel("Reason")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(further.getByLabel("Reason")).toBeHidden();
  await expect(further).toBeFocused();
  await page.keyboard.press("o");
  await further.getByRole("radio", { name: "Yes" }).check();
  await further.getByLabel("Reason").fill("She mailed it.");
  await page.keyboard.press("Control+Enter");
  const answers = further.locator(".criterion-answers > div");
  await expect(answers.nth(0)).toContainText("Yes");
  await expect(answers.nth(0)).toContainText("She mailed it.");
  await expect(answers.nth(1)).toContainText("The machine says");
  await expect(answers.nth(1)).toContainText("No");
  await expect(further.getByRole("list", { name: "History of Further help" })).toContainText("Olive Owner changed No to Yes");
  await expect(page.locator(".evaluation-score")).toContainText(/9\d/);
  await isAccessible(page);
  await page.reload();
  await expect(answers.nth(1)).toContainText("No");
  const { results } = await evaluation(id);
  expect(results.criteria.find((one) => one.criterion_id === "offered_further_help")).toMatchObject({ answer: { type: "no" }, decision: { answer: { type: "yes" } } });
});

test("what is being written is not lost to a key or a link", async ({ console: page }) => {
  const projectId = await project("Civet project");
  const ids: string[] = [];
  for (const number of ["one", "two"]) ids.push(await scored(projectId, await call(`Civet ${number}`)));
  await open(page, ids[0] ?? "", "Civet one", `?project_id=${projectId}`);
  await expect(page.getByText("1 of 2 in the queue")).toBeVisible();
  const [further, price] = [card(page, "Further help"), card(page, "Price named")];
  // A form in which nothing was written gives way to another.
  await further.getByRole("button", { name: "Answer otherwise: Further help" }).click();
  await price.getByRole("button", { name: "Answer otherwise: Price named" }).click();
  await expect(further.getByLabel("Reason")).toHaveCount(0);
  const reason = price.getByLabel("Reason");
  await reason.fill("At 0:31 she names the sum.");
  await card(page, "Tone").click({ position: { x: 4, y: 4 } });
  for (const key of ["o", "d"]) {
    await page.keyboard.press("n");
    await expect(card(page, "Tone")).toBeFocused();
    await page.keyboard.press(key);
    await expect(reason).toBeFocused();
    await expect(reason).toHaveValue("At 0:31 she names the sum.");
    await card(page, "Tone").focus();
  }
  await expect(page.getByText("First save what you wrote on Price named, or leave it.").first()).toBeVisible();

  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  for (const way of [() => page.keyboard.press("j"), () => page.getByRole("link", { name: "Open the conversation" }).click()]) {
    await way();
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(question).toBeHidden();
    await expect(reason).toHaveValue("At 0:31 she names the sum.");
  }
  await price.getByRole("radio", { name: "Yes" }).check();
  await reason.press("Control+Enter");
  await expect(price).toContainText("changed by Olive Owner");
  await page.locator("h1").click();
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { level: 1, name: "Civet two" })).toBeVisible();
});

test("an answer is disputed by one person and the dispute resolved by another; the review is closed", async ({ console: page, browser }) => {
  const id = await scored(await project("Wombat project"), await call("Wombat call"));
  const member = { email: "mel@console.example", name: "Mel Member", role: "member", password: "another long password" };
  await house("POST", "users", member);
  const theirs = await pageOf(browser, member.email, member.password);
  await open(theirs, id, "Wombat call");
  const disputed = card(theirs, "Further help");
  await disputed.getByRole("button", { name: "Dispute: Further help" }).press("Enter");
  await disputed.getByLabel("What is wrong about Further help").fill("I offered it by mail.");
  await isAccessible(theirs);
  await disputed.getByRole("button", { name: "Dispute", exact: true }).press("Enter");
  await expect(theirs.getByText("Your dispute waits for a decision.")).toBeVisible();
  await expect(disputed).toContainText("Disputed by Mel Member");
  await theirs.context().close();

  await open(page, id, "Wombat call");
  const further = card(page, "Further help");
  await expect(further).toContainText("I offered it by mail.");
  await expect(page.getByText("Waits because:")).toContainText(/disputed/i);
  await expect(page.getByText("3 criteria need a decision")).toBeVisible();
  await further.getByRole("button", { name: "Resolve the dispute: Further help" }).press("Enter");
  await further.getByRole("radio", { name: "Yes" }).check();
  await further.getByLabel("Reason").fill("The mail is there.");
  await isAccessible(page);
  await further.getByRole("button", { name: "Resolve the dispute" }).press("Enter");
  await expect(page.getByText("The dispute is resolved: Further help")).toBeVisible();
  await expect(further).not.toContainText("Disputed by");
  const history = further.getByRole("list", { name: "History of Further help" }).getByRole("listitem");
  await expect(history).toHaveCount(2);
  await expect(history.nth(0)).toContainText("Mel Member disputed No");
  await expect(history.nth(1)).toContainText("Olive Owner changed No to Yes");

  // A low score makes it wait as a whole, until somebody has looked.
  await card(page, "Greeting").getByRole("button", { name: "Answer otherwise: Greeting" }).click();
  await card(page, "Greeting").getByRole("radio", { name: /^No\b/ }).check();
  await card(page, "Greeting").getByLabel("Reason").fill("She mumbles.");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Mark as reviewed" }).click();
  const dialog = page.getByRole("dialog", { name: "Mark this evaluation as reviewed?" });
  await dialog.getByLabel("Note").fill("Talked about it.");
  await isAccessible(page);
  await dialog.getByRole("button", { name: "Mark as reviewed" }).press("Enter");
  await expect(page.getByText("The evaluation is reviewed.")).toBeVisible();
  await expect(page.getByRole("list", { name: "Of the whole evaluation" })).toContainText("Olive Owner marked it as reviewed");
  await expect(page.getByRole("button", { name: "Mark as reviewed" })).toBeHidden();
});

test("one evaluation after the other, by keys and by buttons; what was decided can be gone back to", async ({ console: page }) => {
  const projectId = await project("Tapir project");
  const ids: string[] = [];
  for (const number of ["one", "two", "three"]) ids.push(await scored(projectId, await call(`Tapir ${number}`)));
  await open(page, ids[0] ?? "", "Tapir one", `?project_id=${projectId}`);
  const title = (name: string) => page.getByRole("heading", { level: 1, name });
  await expect(page.getByText("1 of 3 in the queue")).toBeVisible();
  await expect(page.getByRole("button", { name: "Previous in the queue" })).toBeDisabled();
  await page.keyboard.press("j");
  await expect(title("Tapir two")).toBeVisible();
  await expect(page.getByText("2 of 3 in the queue")).toBeVisible();

  // Decided, it waits no more, and keeps its place on the way.
  for (const [name, answer] of [["Price named", "Yes"], ["Tone", "4"]] as const) {
    await card(page, name).getByRole("button", { name: `Answer otherwise: ${name}` }).click();
    await card(page, name).getByRole("radio", { name: answer }).check();
    await card(page, name).getByLabel("Reason").fill("Heard.");
    await page.keyboard.press("Control+Enter");
    await expect(card(page, name)).toContainText("changed by Olive Owner");
  }
  await expect(page.getByText("Waits because:")).toBeHidden();
  await page.getByRole("button", { name: "Next in the queue" }).click();
  await expect(title("Tapir three")).toBeVisible();
  await expect(page.getByText("3 of 3 in the queue")).toBeVisible();
  await page.locator("h1").click();
  await page.keyboard.press("j");
  await expect(page.getByText("That was the last one in the queue.")).toBeVisible();
  await page.keyboard.press("k");
  await expect(title("Tapir two")).toBeVisible();
  await page.getByRole("button", { name: "Next in the queue" }).press("Enter");
  await expect(title("Tapir three")).toBeVisible();
  await isAccessible(page);
});

test("failing answers, a conversation that is away, and one that is being scored have their own words", async ({ console: page }) => {
  await hearsNothing(page);
  const conversationId = await call("Kinkajou call");
  const id = await scored(await project("Kinkajou project"), conversationId);
  const one = `**/api/colloquy/v1/evaluations/${id}`;
  await page.route(one, (route) => route.fulfill(BROKEN));
  await page.goto(`${server.url}/quality/evaluations/${id}`);
  await expect(page.getByRole("alert")).toContainText("Something broke");
  await isAccessible(page);
  await page.unroute(one);
  await page.getByRole("button", { name: "Try again" }).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Kinkajou call" })).toBeVisible();

  // Without the conversation the grounds are still to be read.
  const conversation = `**/api/colloquy/v1/conversations/${conversationId}`;
  await page.route(conversation, (route) => route.fulfill(BROKEN));
  await open(page, id, "Kinkajou call");
  await expect(card(page, "Greeting").getByRole("list", { name: "Evidence" })).toContainText("this is Rae");
  await expect(page.getByRole("alert")).toContainText("Something broke");
  await isAccessible(page);
  await page.unroute(conversation);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("region", { name: "Transcript" })).toContainText("Thanks for calling Acme");

  // What is refused is told where it was said.
  await page.route(`**/evaluations/${id}/reviews`, (route) => (route.request().method() === "POST" ? route.fulfill(BROKEN) : route.continue()));
  await card(page, "Greeting").getByRole("button", { name: "Confirm: Yes – Greeting" }).click();
  await expect(page.locator(".toast-error")).toContainText("Something broke");
  await page.locator(".toast-error").getByRole("button", { name: "Close" }).click();
  await page.unroute(`**/evaluations/${id}/reviews`);

  let state = "processing";
  await page.route(one, async (route) => {
    const whole = await (await route.fetch()).json();
    await route.fulfill({ json: state === "completed" ? whole : { ...whole, state, results: null, score: null, error: state === "failed" ? "The model was away." : null } });
  });
  await open(page, id, "Kinkajou call");
  await expect(page.getByText("There are no results yet.", { exact: false })).toBeVisible();
  state = "failed";
  await expect(page.getByText("The model was away.", { exact: false })).toBeVisible();
  await page.unroute(one);
  await page.getByRole("button", { name: "Score again" }).click();
  await expect(page.getByText("It is being scored again.")).toBeVisible();
  await expect(page).not.toHaveURL(new RegExp(id));
  await expect(card(page, "Greeting")).toContainText("Yes");
});

test("in a narrow window criteria and transcript take turns", async ({ console: page }) => {
  const id = await scored(await project("Margarita project"), await recorded("Olingo call"));
  await page.setViewportSize({ width: 390, height: 780 });
  await page.emulateMedia({ colorScheme: "dark" });
  await open(page, id, "Olingo call");
  await expect(card(page, "Greeting")).toBeVisible();
  await isAccessible(page);
  await fitsWindow(page);
  await card(page, "Greeting").getByRole("list", { name: "Evidence" }).getByRole("button").first().click();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("tab", { name: "Transcript" }).click();
  await expect(page).toHaveURL(/tab=transcript/);
  await expect(page.getByText("Good morning, this is Nora from Bright Desk.", { exact: false })).toBeVisible();
  await isAccessible(page);
  await fitsWindow(page);
});
