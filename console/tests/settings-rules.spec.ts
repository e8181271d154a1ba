/** Settings: questions and their try-out, tags, and workflows. */
import { call, expect, hearsNothing, house, hurries, isAccessible, open, server, test, unique, until } from "./settings-support";

const identifier = (name: string) => unique(name).replaceAll(" ", "_").toLowerCase();

test("a question is made, tried on a conversation, changed and deleted", async ({ console: page }) => {
  const title = unique("Price call");
  const id = await call(title);
  const name = identifier("price_discussed");
  await open(page, "signals", "Signal definitions");
  await page.getByRole("link", { name: "New question" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("Not A Name");
  await page.getByLabel("Question", { exact: true }).fill("Was the price of the renewal discussed?");
  await page.getByLabel("Guidance").fill("Any talk of what it costs counts.");
  await page.getByLabel("Keywords").fill("price\nquote");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveAttribute("aria-invalid", "true");

  await page.getByLabel("Look for a conversation").fill(title);
  await page.getByLabel("Conversation", { exact: true }).selectOption(id);
  await expect(page.getByLabel("Conversation", { exact: true }).locator("option:checked")).toContainText(title);
  await expect(page).toHaveURL(/conversation=/);
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByRole("heading", { name: "Answer", exact: true })).toBeVisible();
  await expect(page.getByText("Yes", { exact: true })).toBeVisible();
  await expect(page.getByText(/^Answered by /)).toBeVisible();
  const places = page.getByRole("list").filter({ hasText: "price of the renewal" });
  await expect(places.getByRole("link").first()).toHaveAttribute("href", /\/conversations\/.+\?t=4$/);
  await isAccessible(page);

  // An answer belongs to its question, and to its conversation.
  const answer = page.getByRole("heading", { name: "Answer", exact: true });
  await page.getByLabel("Question", { exact: true }).fill("Was the weather discussed?");
  await expect(page.getByText("The last answer was to another question", { exact: false })).toBeVisible();
  await expect(answer).toHaveCount(0);
  await page.getByLabel("Question", { exact: true }).fill("Was the price of the renewal discussed?");
  await expect(answer).toBeVisible();
  await page.getByLabel("Conversation", { exact: true }).selectOption({ label: "Choose a conversation" });
  await expect(answer).toHaveCount(0);

  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Kind of answer").selectOption("One of several");
  await page.getByLabel("Options").fill("too high\nfine");
  await page.getByRole("button", { name: "Save" }).click();
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("One of several");
  await expect(row).toContainText("Asked");

  await row.getByRole("link", { name }).click();
  await expect(page.getByLabel("Options")).toHaveValue("too high\nfine");
  await page.getByLabel("Kind of answer").selectOption("A number");
  await page.getByLabel("Unit").fill("EUR");
  await page.getByLabel("Ask it of new conversations").uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("A number");
  await expect(row).toContainText("Not asked");
  await page.getByRole("button", { name: `Delete ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(row).toHaveCount(0);
});

test("a try-out that fails says why and can be tried again", async ({ console: page }) => {
  const title = unique("Failing call");
  const id = await call(title);
  await open(page, `signals/new?conversation=${id}`, "New question");
  await page.getByLabel("Question", { exact: true }).fill("Was the price discussed?");
  await page.route("**/signal-definitions/try", (route) => route.fulfill({ status: 503, json: { error: { code: "unavailable", message: "The engine is asleep.", fields: [], request_id: "01TRY" } } }));
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByText("The engine is asleep.")).toBeVisible();
  await page.unroute("**/signal-definitions/try");
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByRole("heading", { name: "Answer", exact: true })).toBeVisible();
});

test("a try-out may take minutes and can be stopped; what is late is not called a dead server", async ({ console: page }) => {
  const id = await call(unique("Slow call"));
  await hearsNothing(page);
  await open(page, `signals/new?conversation=${id}`, "New question");
  await expect(page.getByLabel("Conversation", { exact: true })).toHaveValue(id);
  await page.getByLabel("Name", { exact: true }).fill(identifier("slow"));
  await page.getByLabel("Question", { exact: true }).fill("Was the price discussed?");
  await hurries(page);
  let answer = () => {};
  const held = new Promise<void>((done) => (answer = done));
  await page.route("**/signal-definitions/try", async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  const tryIt = page.getByRole("button", { name: "Try it" });
  const stop = page.getByRole("button", { name: "Stop", exact: true });
  await tryIt.click();
  await expect(page.getByText("The conversation is being read…")).toBeVisible();
  const dropped = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/signal-definitions/try"));
  await stop.click();
  await dropped;
  await expect(tryIt).toBeEnabled();
  await expect(stop).toHaveCount(0);
  await expect(page.getByRole("alert")).toHaveCount(0);

  const second = page.waitForRequest("**/signal-definitions/try");
  await tryIt.click();
  await second;
  await expect(stop).toBeVisible();
  answer();
  await expect(page.getByRole("heading", { name: "Answer", exact: true })).toBeVisible();

  await page.route("**/api/colloquy/v1/signal-definitions", () => undefined);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("The server was too long about it.");
});

test("a tag is made by keyboard, renamed, coloured and deleted", async ({ console: page }) => {
  const name = unique("Renewal");
  await open(page, "tags", "Tags");
  await page.getByRole("button", { name: "New tag" }).first().focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).focus();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toBeVisible();

  await page.getByRole("button", { name: "New tag" }).first().click();
  await dialog.getByLabel("Name", { exact: true }).fill(name.toUpperCase());
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("a tag has this name already", { exact: false })).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: `Edit ${name}` }).click();
  await dialog.getByLabel("Name", { exact: true }).fill(`${name} soon`);
  await dialog.getByLabel("What it is for").fill("Contracts that end within a month");
  await dialog.getByLabel("Give it a colour").check();
  await dialog.getByLabel("Colour", { exact: true }).fill("#aa3311");
  await dialog.getByLabel("Let the engine give it").uncheck();
  await isAccessible(page);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText(`${name} soon`);
  await expect(row).toContainText("Contracts that end within a month");
  await page.getByRole("button", { name: `Delete ${name} soon` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(row).toHaveCount(0);
});

test("a workflow is made, previewed and changed, runs, is switched off and deleted", async ({ console: page, receiver }) => {
  const tag = await house<{ id: string; name: string }>("POST", "tags", { name: unique("By rule"), auto_tagging_enabled: false });
  const word = unique("Ruled");
  const before = await call(`${word} before`);
  const name = unique("Tell everybody");
  await open(page, "workflows", "Workflows");
  await page.getByRole("link", { name: "New workflow" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Calls", { exact: true }).check();
  await page.getByLabel("Words of the title").fill(word);
  await page.getByLabel("Tag", { exact: true }).selectOption(tag.name);
  await page.getByRole("button", { name: "Add a step" }).click();
  await page.getByLabel("What step 2 does").selectOption("Call another system");
  await page.getByLabel("Address").fill(`${receiver.url}/rule`);
  await page.getByRole("button", { name: "Add a header" }).click();
  await page.getByLabel("Name of header 1").fill("X-Rule");
  await page.getByLabel("Value of header 1").fill("secret words");
  await page.getByLabel("Body", { exact: true }).fill('{"title": {{ conversation.title }');
  await page.getByRole("button", { name: "Make workflow" }).click();
  await expect(page.getByLabel("Body", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Body", { exact: true }).fill('{"title": {{ conversation.title }}}');
  await page.getByRole("button", { name: "Move step 2 up" }).click();
  await expect(page.getByLabel("What step 1 does")).toHaveValue("http_call");
  await page.getByText("By state, time, company, person or deal").click();
  await expect(page.getByLabel("Deal ids of the CRM")).toBeVisible();
  await isAccessible(page);
  await page.getByRole("button", { name: "Make workflow" }).click();
  await expect(page.getByLabel("Signing secret", { exact: true })).toHaveText(/^whsec_/);
  await page.getByRole("button", { name: "I have kept it" }).click();

  await page.getByRole("tab", { name: "Preview" }).click();
  await expect(page).toHaveURL(/tab=preview/);
  await page.getByLabel("Look for a conversation").fill(word);
  await page.getByLabel("Conversation", { exact: true }).selectOption(before);
  await page.getByRole("button", { name: "Show preview" }).click();
  await expect(page.getByText("The workflow is for this conversation")).toBeVisible();
  await expect(page.getByText(`POST ${receiver.url}/rule`)).toBeVisible();
  await expect(page.getByLabel("Body", { exact: true })).toContainText(`${word} before`);
  await expect(page.getByRole("tabpanel").getByText(tag.name)).toBeVisible();
  expect(receiver.got).toHaveLength(0);
  await page.getByLabel("Conversation", { exact: true }).selectOption({ label: "Choose a conversation" });
  await expect(page.getByText("The workflow is for this conversation")).toHaveCount(0);

  await page.getByRole("tab", { name: "Runs" }).click();
  await expect(page.getByText("It has not run yet")).toBeVisible();
  receiver.answer(400, "no such title");
  const id = await call(`${word} after`, { runsWorkflows: true });
  await page.reload();
  const run = page.getByRole("list", { name: "Runs" }).getByRole("listitem").first();
  await expect(run.getByText("Failed").first()).toBeVisible();
  await expect(run).toContainText("no such title");
  await expect(run.getByRole("link", { name: "Open the conversation" })).toHaveAttribute("href", `/conversations/${id}`);
  await isAccessible(page);
  receiver.answer(200, "thanks");
  await run.getByRole("button", { name: "Try again" }).click();
  await expect(run).toContainText("thanks");
  await expect(run.getByText("Failed")).toHaveCount(0);
  expect(receiver.got.at(-1)?.headers["x-rule"]).toBe("secret words");
  expect(receiver.got.at(-1)?.body).toBe(JSON.stringify({ title: `${word} after` }).replace(":", ": "));

  await page.getByRole("tab", { name: "Rule" }).click();
  await expect(page.getByLabel("Value of header 1")).toHaveAttribute("placeholder", "unchanged");
  await page.getByLabel("Name", { exact: true }).fill(`${name} again`);
  await page.getByLabel("Runs when").selectOption("The transcript can be read");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${name} again` })).toBeVisible();
  await page.getByRole("button", { name: "New secret…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Make a new secret" }).click();
  await expect(page.getByLabel("Signing secret", { exact: true })).toHaveText(/^whsec_/);
  await page.getByRole("button", { name: "I have kept it" }).click();

  await page.getByRole("link", { name: "Back to Workflows" }).click();
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("The transcript can be read");
  await page.getByRole("button", { name: `Switch ${name} again off` }).click();
  await expect(row.getByText("Off", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: `Switch ${name} again on` }).click();
  await expect(row.getByText("On", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: `Delete ${name} again` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(row).toHaveCount(0);
});

test("a workflow waits for a certain answer, and mails a recap", async ({ console: page }) => {
  const question = await house<{ id: string; name: string }>("POST", "signal-definitions", {
    name: identifier("churn_risk"), question: "How likely is it that they leave?", kind: { type: "number", unit: "%" }, keywords: ["cancel"], enabled: false,
  });
  const name = unique("Churn");
  await open(page, "workflows/new", "New workflow");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Run it for new conversations").uncheck();
  await page.getByLabel("Runs when").selectOption("A question has a certain answer");
  await page.getByLabel("Question").selectOption(question.name);
  await page.getByLabel("Comparison").selectOption("is at least");
  await page.getByLabel("Answer").fill("70");
  await page.getByLabel("What step 1 does").selectOption("Mail a recap");
  await page.getByLabel("The owner").check();
  await page.getByLabel("Further addresses").fill("chief@acme.example");
  await page.getByRole("button", { name: "Make workflow" }).click();
  // This server sends no mail, and says so at the step.
  await expect(page.getByRole("listitem").filter({ hasText: "Step 1" }).getByRole("alert")).toBeVisible();
  const tag = await house<{ id: string; name: string }>("POST", "tags", { name: unique("Churn") });
  await page.reload();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Runs when").selectOption("A question has a certain answer");
  await page.getByLabel("Question").selectOption(question.name);
  await page.getByLabel("Comparison").selectOption("is at least");
  await page.getByLabel("Answer").fill("70");
  await page.getByLabel("Tag", { exact: true }).selectOption(tag.name);
  await page.getByRole("button", { name: "Make workflow" }).click();
  await expect(page.getByLabel("Signing secret", { exact: true })).toHaveText(/^whsec_/);
  const made = await until(async () => {
    const { data } = await house<{ data: { name: string; when: unknown }[] }>("GET", "workflows");
    return data.find((one) => one.name === name);
  }, "the workflow");
  expect(made.when).toEqual({ type: "signal", signal_definition_id: question.id, comparison: "at_least", value: 70 });
  await page.goto(`${server.url}/settings/workflows`);
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByLabel("Comparison")).toHaveValue("at_least");
  await expect(page.getByLabel("Answer")).toHaveValue("70");
});
