/** Agents and skills: making, changing and deleting them, and trying an agent in the chat beside its editor. */
import type { Page } from "@playwright/test";

import { expect, fitsWindow, house, isAccessible, pageOf, server, test, unique, until } from "./settings-support";

interface Made {
  id: string;
  name: string;
}

const log = (page: Page) => page.getByRole("log", { name: "Messages of the test chat" });
const message = (page: Page) => page.getByLabel("Your message");
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true });
const group = (page: Page, name: string) => page.getByRole("heading", { level: 2, name, exact: true });
const UNSAVED = "Your unsaved changes are not in the chat.";
const OLD = "The agent was saved after this chat began";

/** An agent that greets, and knows when the shop opens. */
async function cast(): Promise<{ agent: Made; skill: Made }> {
  const skill = await house<Made>("POST", "skills", { name: unique("Front desk"), initial_message: "Hello {{firstName}}, this is {{aiName}}.", prompt: "Answer questions about the shop." });
  const agent = await house<Made>("POST", "agents", { name: unique("Ada"), language: "en", skill: skill.id });
  const knowledge = await house<{ id: string }>("POST", "knowledge-bases", { title: unique("Opening hours"), text: "Our shop opens at nine in the morning on weekdays.", agent_ids: [agent.id] });
  await until(async () => {
    const { data } = await house<{ data: { read_at?: string | null }[] }>("GET", `knowledge-bases/${knowledge.id}/sources`);
    return data[0]?.read_at;
  }, "the text to be read");
  return { agent, skill };
}

async function openEditor(page: Page, { id, name }: Made): Promise<void> {
  await page.goto(`${server.url}/agents/all/${id}`);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test("the tabs of the section lead to each of its pages", async ({ console: page }) => {
  await page.goto(`${server.url}/agents`);
  await expect(page).toHaveURL(/\/agents\/all$/);
  const tabs = page.getByRole("navigation", { name: "Agents" });
  for (const [tab, heading] of [["Skills", "Skills"], ["Actions", "Actions"], ["Knowledge", "Knowledge"], ["Conversations held", "Conversations held"], ["Agents", "Agents"]] as const) {
    await tabs.getByRole("link", { name: tab, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    await expect(tabs.getByRole("link", { name: tab, exact: true })).toHaveAttribute("aria-current", "page");
  }
  await page.goto(`${server.url}/agents/nowhere`);
  await expect(page.getByRole("heading", { name: "There is nothing here." })).toBeVisible();
});

test("an agent is made, every group of its settings is kept, and it is deleted", async ({ console: page }) => {
  const skill = await house<Made>("POST", "skills", { name: unique("Orders") });
  const action = await house<Made>("POST", "actions", { name: unique("Find order"), url: "https://shop.example" });
  const name = unique("Maya");
  await page.goto(`${server.url}/agents/all`);
  await page.getByRole("link", { name: "New agent" }).first().click();
  await expect(page.getByRole("heading", { name: "Nothing to try yet" })).toBeVisible();
  await save(page).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await isAccessible(page);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Language", { exact: true }).fill("en-US");
  await page.getByLabel("Role", { exact: true }).fill("Front desk of a shop");
  await page.getByLabel("Instructions").fill("Be kind and short.");
  await page.getByLabel("Usual skill").selectOption(skill.name);
  await page.getByRole("group", { name: "Skills" }).getByLabel(skill.name).check();
  await page.getByRole("group", { name: "Actions", exact: true }).getByLabel(action.name).check();
  await page.getByRole("group", { name: "Further actions" }).getByLabel(action.name).check();
  await save(page).click();
  await expect(page).toHaveURL(/\/agents\/all\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  const id = page.url().split("/").at(-1) ?? "";
  const first = await house<Record<string, unknown>>("GET", `agents/${id}`);
  expect(first).toMatchObject({ name, language: "en-US", role_text: "Front desk of a shop", base_instructions: "Be kind and short.", skill: skill.id, skills: [skill.id], actions: [action.id], global_actions: [action.id], is_active: true });
  // What the form calls usual is what the server does where nothing is set.
  expect(first.behaviour).toMatchObject({ speaks_first: true, fillers: [], interrupted_after_ms: 300, idle_seconds: 10, presence_checks: 2, temperature: 0.3 });

  await group(page, "How it begins, asks again and ends").click();
  await expect(page.getByText("While nothing stands here: “goodbye”", { exact: false })).toBeVisible();
  await page.getByLabel("Goodbyes of the customer").fill("so long\n\nsee you");
  await group(page, "On the telephone").click();
  await page.getByLabel("Can be interrupted").selectOption("No");
  await page.getByLabel("Silence it bears, in seconds").fill("12,5");
  await group(page, "Voice").click();
  await page.getByLabel("Speed").fill("9");
  await group(page, "Voice").click();
  await group(page, "Kept for other systems").click();
  await page.getByLabel("Interaction settings (JSON)").fill("[1]");
  await save(page).click();
  await expect(page.getByText("Must be a JSON object", { exact: false })).toBeVisible();
  await page.getByLabel("Interaction settings (JSON)").fill('{"tone": "warm"}');
  await save(page).click();
  // Its group was closed: what is refused there opens it.
  await expect(page.getByLabel("Speed")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Speed")).toBeFocused();
  await page.getByLabel("Speed").fill("1.25");
  await expect(page.getByText("There are changes that are not saved.")).toBeVisible();
  await save(page).click();
  await expect(page.getByText("There are changes that are not saved.")).toHaveCount(0);
  await expect(save(page)).toBeDisabled();
  expect(await house("GET", `agents/${id}`)).toMatchObject({
    goodbye_phrases: ["so long", "see you"], allow_interruption: false, allowed_idle_seconds: 12.5, voice_speed: 1.25, interaction_settings: { tone: "warm" }, role_text: "Front desk of a shop",
  });

  // What is taken away is not set any more; what somebody else changed meanwhile stays.
  await page.getByLabel("Role", { exact: true }).fill("");
  await house("PATCH", `agents/${id}`, { nickname: "May" });
  await save(page).click();
  await expect(save(page)).toBeDisabled();
  await expect.poll(() => house("GET", `agents/${id}`)).toMatchObject({ role_text: null, nickname: "May" });

  // Nothing that was written is lost without a question.
  await page.getByLabel("Job").fill("Answers the telephone.");
  await page.getByRole("link", { name: "Back to agents" }).click();
  const question = page.getByRole("dialog");
  await expect(question.getByRole("heading", { name: "Leave without saving?" })).toBeVisible();
  await question.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Undo changes" }).click();
  await expect(page.getByLabel("Job")).toHaveValue("");
  await page.getByRole("link", { name: "Back to agents" }).click();
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Active");
  await expect(row).toContainText(skill.name);
  await isAccessible(page);
  await row.getByRole("button", { name: `Delete ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText(`${name} is deleted.`)).toBeVisible();
  await expect(row).toHaveCount(0);
});

test("an agent is tried in the chat, which says what it does not have yet", async ({ console: page }) => {
  const { agent } = await cast();
  await openEditor(page, agent);
  await expect(page.getByText("This server has no language model", { exact: false })).toBeVisible();
  await page.getByLabel("Your first name").fill("Jonas");
  await page.getByRole("button", { name: "Begin a chat" }).click();
  await expect(log(page)).toContainText(`Hello Jonas, this is ${agent.name}.`);
  await expect(message(page)).toBeFocused();
  await page.keyboard.type("What is the meaning of life?");
  await page.keyboard.press("Enter");
  await expect(log(page)).toContainText("I do not have an answer to that");
  await page.keyboard.type("When does the shop open in the morning?");
  await page.keyboard.press("Enter");
  await expect(log(page).getByRole("listitem").filter({ hasText: "When does the shop open" })).toContainText("Sent");
  await expect(log(page)).toContainText("nine in the morning");
  await expect(log(page)).toContainText("Rests on 1 source");
  await isAccessible(page);

  await page.getByLabel("Nickname").fill("A.");
  await expect(page.getByText(UNSAVED, { exact: false })).toBeVisible();
  await save(page).click();
  await expect(page.getByText(UNSAVED, { exact: false })).toHaveCount(0);
  await expect(page.getByText(OLD, { exact: false })).toBeVisible();

  // It is still there after a look at another page, with its place in the records.
  await page.getByRole("link", { name: "Look at this conversation, its tools and its sources" }).click();
  await expect(page.getByRole("log", { name: "What was said" })).toContainText("nine in the morning");
  await page.goBack();
  await expect(log(page)).toContainText("nine in the morning");
  await message(page).fill("Does the shop open at nine on weekdays?");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(log(page).getByRole("listitem")).toHaveCount(7);

  await page.getByRole("button", { name: "Begin a new chat" }).click();
  await expect(log(page)).not.toContainText("nine in the morning");
  await expect(page.getByText(OLD, { exact: false })).toHaveCount(0);
  await page.getByRole("button", { name: "End chat" }).press("Enter");
  await expect(page.getByText("The chat has ended.", { exact: false })).toBeVisible();
  await expect(message(page)).toHaveCount(0);

  await page.getByLabel("May begin and answer conversations").uncheck();
  await save(page).click();
  await expect(page.getByText("This agent is switched off and would not answer.", { exact: false })).toBeVisible();
  await expect(page.getByRole("button", { name: "Begin a new chat" })).toHaveCount(0);
});

test("a chat outlives a broken connection, a slow answer and a refusal", async ({ console: page }) => {
  const { agent } = await cast();
  let isCut = false;
  let isMute = false;
  const lines: { close(): Promise<void> }[] = [];
  await page.routeWebSocket(/webchat\/socket/, (socket) => {
    if (isCut) return void socket.close();
    const there = socket.connectToServer();
    lines.push(socket);
    there.onMessage((data) => {
      const { sender } = JSON.parse(String(data)) as { sender?: string };
      if (!isMute || sender !== "agent") socket.send(data);
    });
  });
  await openEditor(page, agent);
  await page.getByRole("button", { name: "Begin a chat" }).click();
  await expect(log(page)).toContainText("this is");
  isCut = true;
  await Promise.all(lines.map((line) => line.close()));
  await expect(page.getByText("The connection is lost.", { exact: false })).toBeVisible();
  await message(page).fill("When does the shop open in the morning?");
  await page.keyboard.press("Enter");
  const mine = log(page).getByRole("listitem").filter({ hasText: "When does the shop open" });
  await expect(mine).toContainText("Sending");
  await isAccessible(page);
  isCut = false;
  isMute = true;
  await page.getByRole("button", { name: "Connect now" }).click();
  await expect(mine).toContainText("Sent");
  await expect(page.getByText(`${agent.name} is writing`, { exact: false })).toBeVisible();
  await expect(page.getByText(`${agent.name} takes unusually long.`, { exact: false })).toBeVisible({ timeout: 40_000 });
  isMute = false;
  await Promise.all(lines.map((line) => line.close()));
  await expect(log(page)).toContainText("nine in the morning", { timeout: 30_000 });
  await expect(mine).toHaveCount(1);

  await page.route("**/test-chats", (route) => route.abort());
  await page.getByRole("button", { name: "Begin a new chat" }).click();
  await expect(page.getByText("The server does not answer.", { exact: false })).toBeVisible();
  await expect(log(page)).toContainText("nine in the morning");
  await page.unroute("**/test-chats");
  await page.getByRole("button", { name: "Begin a new chat" }).click();
  await expect(log(page)).not.toContainText("nine in the morning");
});

test("a skill is made by keyboard, changed, tried and deleted", async ({ console: page }) => {
  const { agent } = await cast();
  const name = unique("Appointments");
  await page.goto(`${server.url}/agents/skills`);
  await page.getByRole("link", { name: "New skill" }).first().press("Enter");
  await page.getByLabel("Name", { exact: true }).focus();
  await page.keyboard.type(name);
  await page.getByLabel("First words").focus();
  await page.keyboard.type("Shall we find a day, {{firstName}}?");
  await page.getByLabel("What the agent is to do").fill("Find a time that suits the customer.");
  await page.getByLabel("Routing conditions (JSON)").fill("no object");
  await isAccessible(page);
  await save(page).press("Enter");
  await expect(page.getByLabel("Routing conditions (JSON)")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Routing conditions (JSON)").fill('{"priority": "high"}');
  await save(page).press("Enter");
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Active");
  const { data } = await house<{ data: Record<string, unknown>[] }>("GET", "skills");
  expect(data.find((one) => one.name === name)).toMatchObject({ prompt: "Find a time that suits the customer.", routing_conditions: { priority: "high" }, language: null });
  await row.getByRole("link", { name }).press("Enter");
  await expect(page.getByLabel("Routing conditions (JSON)")).toHaveValue(/"priority": "high"/);
  await page.getByLabel("Conversations may begin with it").uncheck();
  await save(page).click();
  await expect(row).toContainText("Switched off");

  // It can be tried before anybody meets it.
  await openEditor(page, agent);
  await page.getByLabel("Skill to try").selectOption(`${name} (switched off)`);
  await page.getByLabel("Your first name").fill("Mia");
  await page.getByRole("button", { name: "Begin a chat" }).press("Enter");
  await expect(log(page)).toContainText("Shall we find a day, Mia?");

  await page.goto(`${server.url}/agents/skills`);
  await row.getByRole("button", { name: `Delete ${name}` }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).press("Enter");
  await expect(row).toHaveCount(0);
});

test("empty, failing, dark and narrow", async ({ console: page }) => {
  test.setTimeout(300_000);
  for (const [list, path, none] of [["agents", "/agents/all", "No agents yet"], ["skills", "/agents/skills", "No skills yet"]] as const) {
    const LIST = new RegExp(`/api/colloquy/v1/${list}\\?`);
    await page.route(LIST, (route) => route.fulfill({ json: { data: [], next_cursor: null } }));
    await page.goto(server.url + path);
    await expect(page.getByRole("heading", { name: none })).toBeVisible();
    await page.unroute(LIST);
    await page.route(LIST, (route) => route.fulfill({ status: 500, json: { error: { code: "internal", message: "Something broke", request_id: "01AGE", fields: [] } } }));
    await page.reload();
    await expect(page.getByRole("alert").first()).toContainText("Something broke");
    await isAccessible(page);
    await page.unroute(LIST);
    const made = await house<Made>("POST", list, { name: unique("Recovered") });
    await page.getByRole("button", { name: "Try again" }).first().click();
    await expect(page.getByRole("link", { name: made.name })).toBeVisible();
  }
  const { agent, skill } = await cast();
  const ONE = new RegExp(`/agents/${agent.id}$`);
  await page.route(ONE, (route) => (route.request().resourceType() === "fetch" ? route.fulfill({ status: 500, json: { error: { code: "internal", message: "Torn", request_id: "01ONE", fields: [] } } }) : route.continue()));
  await page.goto(`${server.url}/agents/all/${agent.id}`);
  await expect(page.getByRole("alert")).toContainText("Torn");
  await page.unroute(ONE);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: agent.name })).toBeVisible();

  for (const [scheme, width] of [["dark", 1280], ["dark", 390], ["light", 390], ["light", 2560]] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 860 });
    for (const path of ["all", "all/new", `all/${agent.id}`, "skills", `skills/${skill.id}`]) {
      await page.goto(`${server.url}/agents/${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByRole("status").filter({ hasText: "Loading" })).toHaveCount(0);
      await fitsWindow(page);
      await isAccessible(page);
    }
    await page.goto(`${server.url}/agents/all/${agent.id}`);
    if (width < 1000) await page.getByRole("link", { name: "Test chat" }).click();
    await page.getByRole("button", { name: "Begin a chat" }).click();
    await expect(log(page)).toContainText("this is");
    await isAccessible(page);
  }
  await page.goto(`${server.url}/agents/all/00000000-0000-4000-8000-000000000000`);
  await expect(page.getByRole("heading", { name: "There is nothing here." })).toBeVisible();
});

test("who may only look is offered no change, and may chat", async ({ browser }) => {
  const [email, password] = [`${unique("seer").replaceAll(" ", ".")}@console.example`, "a long enough password"];
  await house("POST", "users", { email, name: "Sam Seer", role: "member", password });
  const { agent, skill } = await cast();
  const page = await pageOf(browser, email, password);
  await page.goto(`${server.url}/agents/all`);
  await expect(page.getByRole("link", { name: agent.name })).toBeVisible();
  await expect(page.getByRole("link", { name: "New agent" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Delete/ })).toHaveCount(0);
  await page.getByRole("link", { name: agent.name }).click();
  await expect(page.getByLabel("Name", { exact: true })).toBeDisabled();
  await expect(save(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Begin a chat" }).click();
  await expect(log(page)).toContainText(`this is ${agent.name}.`);
  await page.goto(`${server.url}/agents/skills/${skill.id}`);
  await expect(page.getByLabel("Name", { exact: true })).toBeDisabled();
  await expect(save(page)).toHaveCount(0);
  await page.context().close();
});
