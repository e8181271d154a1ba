/** Conversations that agents hold: starting them, watching them live, ending them, and the list of all. */
import type { Page } from "@playwright/test";

import { expect, fitsWindow, house, isAccessible, server, test, unique, until } from "./settings-support";
import { hearsNothing } from "./support";

const PAGES = "/agents/conversations";

interface Cast {
  agent: { id: string; name: string };
  skill: { id: string; name: string };
  knowledge: { id: string };
}

/** An agent with a skill, and something that it knows. */
async function cast(): Promise<Cast> {
  const skill = await house<Cast["skill"]>("POST", "skills", { name: unique("Front desk"), prompt: "Answer questions about opening hours." });
  const agent = await house<Cast["agent"]>("POST", "agents", { name: unique("Ada"), language: "en", send_initial_message: false });
  const knowledge = await house<Cast["knowledge"]>("POST", "knowledge-bases", { title: unique("Opening hours"), text: "Our shop opens at nine in the morning on weekdays.", agent_ids: [agent.id] });
  await until(async () => {
    const { data } = await house<{ data: { read_at?: string | null }[] }>("GET", `knowledge-bases/${knowledge.id}/sources`);
    return data[0]?.read_at;
  }, "the text to be read");
  return { agent, skill, knowledge };
}

interface Begun {
  id: string;
  access: string;
}

async function begin({ agent, skill }: Cast, customer: Record<string, string> = { first_name: "Jonas" }): Promise<Begun> {
  return house<Begun>("POST", "dialogues", { agent_id: agent.id, skill_id: skill.id, channel: "webchat", customer });
}

/** Says something as the visitor of a chat, over the socket that the widget uses. */
async function say(page: Page, access: string, text: string): Promise<void> {
  await page.evaluate(
    ([word, words]) =>
      new Promise<void>((done, failed) => {
        const socket = new WebSocket(`${location.origin.replace("http", "ws")}/api/colloquy/v1/webchat/socket`);
        socket.onopen = () => socket.send(JSON.stringify({ type: "join", access: word, after: 0 }));
        socket.onerror = () => failed(new Error("the socket broke"));
        socket.onmessage = ({ data }) => {
          const frame = JSON.parse(String(data)) as { type: string; message?: string };
          if (frame.type === "joined") socket.send(JSON.stringify({ type: "say", client_id: `m-${Date.now()}`, text: words }));
          if (frame.type === "ack") {
            socket.close();
            done();
          }
          if (frame.type === "error") failed(new Error(frame.message));
        };
      }),
    [access, text],
  );
}

const messages = (page: Page) => page.getByRole("log", { name: "What was said" });

test("a webchat is started, watched live, noted on and ended", async ({ console: page }) => {
  const { agent, skill } = await cast();
  await page.goto(`${server.url}${PAGES}`);
  await page.getByRole("link", { name: "Start a conversation" }).first().click();
  await expect(page.getByLabel("Webchat")).toBeChecked();
  await expect(page.getByLabel("Phone call")).toBeDisabled();
  await expect(page.getByText("Not set up on this server: sip.server is missing in its configuration.")).toBeVisible();
  await expect(page.getByLabel("SMS")).toBeDisabled();
  await page.getByLabel("Agent", { exact: true }).selectOption(agent.name);
  await expect(page).toHaveURL(new RegExp(`agent=${agent.id}`));
  await page.getByLabel("First name").fill("Jonas");
  await page.getByLabel("Last name").fill("Weber");
  await page.getByRole("button", { name: "Add a detail" }).click();
  await page.getByLabel("Name of detail 1").fill("plan");
  await page.getByLabel("Value of detail 1").fill("gold");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  // The agent has no skill of its own.
  await expect(page.getByLabel("What it should do")).toHaveAttribute("aria-invalid", "true");
  await isAccessible(page);
  await page.getByLabel("What it should do").selectOption(skill.name);
  await page.getByRole("button", { name: "Start", exact: true }).click();

  await expect(page.getByRole("heading", { name: "The chat is open" })).toBeVisible();
  await expect(page.getByRole("group", { name: "Link for the visitor" })).toContainText("/webchat/open#");
  await page.getByText("Access word", { exact: true }).click();
  const access = await page.getByRole("group", { name: "Access word" }).innerText();
  await isAccessible(page);
  const [chat] = await Promise.all([page.waitForEvent("popup"), page.getByRole("link", { name: "Open the chat in a new tab" }).click()]);
  await expect(chat.getByRole("heading", { level: 1, name: "Chat" })).toBeVisible();
  await chat.close();
  await page.getByRole("link", { name: "Watch the conversation" }).click();

  await expect(page.getByRole("heading", { level: 1, name: `${agent.name} with Jonas Weber` })).toBeVisible();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nothing has been said yet" })).toBeVisible();
  await say(page, access, "When does the shop open in the morning?");
  await expect(messages(page)).toContainText("When does the shop open in the morning?");
  await expect(messages(page)).toContainText("nine in the morning");
  await messages(page).getByText("Rests on 1 source").click();
  await expect(messages(page).getByRole("link", { name: "Open the knowledge base" })).toHaveAttribute("href", /\/agents\/knowledge\//);
  await isAccessible(page);
  await expect(page.getByRole("link", { name: "Recording, transcript and findings" })).toHaveAttribute("href", /^\/conversations\//);

  await page.getByLabel("Note").fill("Wants to come early.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The note is saved.")).toBeVisible();
  await page.getByRole("button", { name: "Mark as resolved" }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Mark as resolved" }).press("Enter");
  await expect(page.getByText("Resolved", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "End it" })).toHaveCount(0);

  await page.getByRole("link", { name: "Back to conversations held" }).click();
  const row = page.getByRole("row").filter({ hasText: agent.name });
  await expect(row).toContainText("Jonas Weber");
  await expect(row).toContainText("Wants to come early.");
  await page.getByLabel("State").selectOption("Resolved");
  await page.getByLabel("Agent", { exact: true }).selectOption(agent.name);
  await expect(page).toHaveURL(/status=resolved/);
  await page.reload();
  await expect(page.getByLabel("State")).toHaveValue("resolved");
  await expect(row).toHaveCount(1);
  await page.getByLabel("Channel").selectOption("SMS");
  await expect(page.getByRole("heading", { name: "No conversation is like that" })).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(row).toHaveCount(1);
});

test("the list changes by itself, another agent goes on, and one is ended", async ({ console: page }) => {
  const [one, other] = [await cast(), await cast()];
  await page.goto(`${server.url}${PAGES}?agent=${one.agent.id}`);
  await expect(page.getByRole("heading", { name: "No conversation is like that" })).toBeVisible();
  const begun = await begin(one, { first_name: "Mia", last_name: "Kurz" });
  await expect(page.getByRole("row").filter({ hasText: "Mia Kurz" })).toContainText("Webchat");
  await isAccessible(page);
  await page.getByRole("link", { name: "Mia Kurz" }).click();
  const changes: unknown[] = [];
  page.on("request", (request) => void (request.method() === "PATCH" && changes.push(request.postDataJSON())));
  // Arrow keys pass agents by: none of these gets the customer.
  const next = page.getByLabel("Who goes on with it");
  await next.press("ArrowUp");
  await next.press("ArrowDown");
  await next.selectOption(other.agent.name);
  await page.getByRole("button", { name: "Hand over" }).press("Enter");
  await expect(page.getByText(`${other.agent.name} goes on with it.`)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: `${other.agent.name} with Mia Kurz` })).toBeVisible();
  expect(changes).toEqual([{ agent_id: other.agent.id }]);
  await expect(next).toBeFocused();
  await page.getByRole("button", { name: "End it" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End it" }).click();
  await expect(page.getByText("Closed", { exact: true })).toBeVisible();
  expect(await house("GET", `dialogues/${begun.id}`)).toMatchObject({ status: "closed", agent_id: other.agent.id });
});

test("tools stand before the words they led to, and what was not delivered says why", async ({ console: page }) => {
  const made = await cast();
  const begun = await begin(made);
  await say(page, begun.access, "When does the shop open in the morning?");
  await until(async () => (await house<{ messages: unknown[] }>("GET", `dialogues/${begun.id}`)).messages.length > 1, "the answer");
  const used = { id: "00000000-0000-4000-8000-000000000001", name: "order_checking", agent: made.agent.name, started_at_seconds: 1, duration_ms: 120, parameters: { order: "A17" }, result: '{"state":"shipped"}', is_error: false };
  await page.route(new RegExp(`/dialogues/${begun.id}$`), async (route) => {
    const answer = await route.fetch();
    const full = (await answer.json()) as { messages: Record<string, unknown>[]; tool_invocations: unknown[] };
    const last = full.messages.at(-1);
    if (last) Object.assign(last, { tool_invocations: [used], status: "failed", error: "the line is cut" });
    full.tool_invocations = [{ ...used, id: "00000000-0000-4000-8000-000000000002", is_error: true, result: "answered 503" }];
    await route.fulfill({ json: full });
  });
  await page.goto(`${server.url}${PAGES}/${begun.id}`);
  await messages(page).getByText("Used order_checking").click();
  await expect(page.getByRole("group", { name: "What order_checking was given" }).first()).toContainText('"order": "A17"');
  await expect(page.getByRole("group", { name: "What order_checking answered" }).first()).toContainText('"state": "shipped"');
  await expect(messages(page)).toContainText("Not delivered: the line is cut");
  await expect(messages(page)).toContainText("order_checking did not work");
  await isAccessible(page);
});

test("empty, failing, dark and narrow", async ({ console: page }) => {
  await hearsNothing(page);
  const LIST = /\/api\/colloquy\/v1\/dialogues\?/;
  await page.route(LIST, (route) => route.fulfill({ json: { data: [], next_cursor: null } }));
  await page.goto(`${server.url}${PAGES}`);
  await expect(page.getByRole("heading", { name: "No conversations yet" })).toBeVisible();
  await page.unroute(LIST);
  await page.route(LIST, (route) => route.fulfill({ status: 500, json: { error: { code: "internal", message: "Something broke", request_id: "01DIA", fields: [] } } }));
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("Something broke");
  const made = await cast();
  const begun = await begin(made, { first_name: "Nora" });
  await page.unroute(LIST);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("row").filter({ hasText: made.agent.name })).toHaveCount(1);

  const CHANNELS = "**/api/colloquy/v1/channels";
  await page.route(CHANNELS, (route) => route.abort());
  await page.goto(`${server.url}${PAGES}/new`);
  await expect(page.getByText("The server does not answer.", { exact: false })).toBeVisible();
  await page.unroute(CHANNELS);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByLabel("Webchat")).toBeChecked();

  const ONE = new RegExp(`/dialogues/${begun.id}$`);
  await page.route(ONE, (route) => route.fulfill({ status: 500, json: { error: { code: "internal", message: "Torn", request_id: "01ONE", fields: [] } } }));
  await page.goto(`${server.url}${PAGES}/${begun.id}`);
  await expect(page.getByRole("alert")).toContainText("Torn");
  await page.unroute(ONE);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${made.agent.name} with Nora` })).toBeVisible();
  await say(page, begun.access, "When does the shop open in the morning?");

  await page.emulateMedia({ colorScheme: "dark" });
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of ["", "/new", `/${begun.id}`]) {
      await page.goto(`${server.url}${PAGES}${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByRole("status").filter({ hasText: "Loading" })).toHaveCount(0);
      await fitsWindow(page);
      await isAccessible(page);
    }
  }
  await page.goto(`${server.url}${PAGES}/00000000-0000-4000-8000-000000000000`);
  await expect(page.getByRole("heading", { name: "There is nothing here." })).toBeVisible();
});
