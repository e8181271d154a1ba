/** Something for every page to show: what a small company would have after its first week. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { Page } from "@playwright/test";

import { call } from "../calls";
import { recorded } from "../recordings";
import { decide, project, scored } from "../reviews";
import { call as callWith } from "../settings-support";
import { house, samples, until } from "../support";
import type { Shown } from "./pages";

interface Made {
  id: string;
}

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

/** Calls of the last days, for the lists and charts. */
const CALLS: [title: string, days: number][] = [
  ["Renewal with Brightside", 1],
  ["Complaint about a late parcel", 2],
  ["Onboarding of Lindqvist & Partners", 3],
  ["Questions about the new price list", 4],
  ["Cancellation of a trial", 6],
];

/** Fills the workspace of the tests' server; where the things lie. `page` stands at that server. */
export async function furnish(page: Page): Promise<Shown> {
  const receiver = await receive();
  const [conversation] = await samples();
  if (!conversation) throw new Error("there are no samples");
  const told = await webhooks(receiver.url);
  const rules = await workflow(receiver.url);
  const quality = await scores(conversation);
  const traced = await recorded("Quote for a second desk", { tools: TOOLS, spans: SPANS });
  await remarks(conversation);
  const cast = await agents(page);
  const settings = await lists(cast, receiver.url);
  const { url } = await house<{ url: string }>("POST", `conversations/${conversation}/shares`, { expires_in_hours: 24, with_recording: true });
  await receiver.close();
  return { conversation, traced, ...told, workflow: rules, ...quality, ...cast, ...settings, shareToken: new URL(url).pathname.split("/").at(-1) ?? "" };
}

/** A receiver of webhooks, and a recording that is none. */
async function receive(): Promise<{ url: string; close(): Promise<void> }> {
  const http = createServer((request, answer) => {
    if (request.method === "GET") return void answer.writeHead(200, { "content-type": "audio/wav" }).end("RIFF no recording at all");
    request.resume().on("end", () => answer.writeHead(200, { "content-type": "application/json" }).end('{"taken":true}'));
  });
  await new Promise<void>((ready) => http.listen(0, "127.0.0.1", ready));
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      http.closeAllConnections();
      return new Promise((closed) => http.close(() => closed()));
    },
  };
}

/** One receiver that answers and one that does not, each with a message. */
async function webhooks(url: string): Promise<{ webhook: string; delivery: string }> {
  const good = await house<Made>("POST", "webhooks", { url: `${url}/warehouse`, description: "The data warehouse", headers: { "x-team": "data" } });
  const silent = await house<Made>("POST", "webhooks", { url: "http://127.0.0.1:9/crm", description: "The old CRM", event_types: ["v1.engagement.created"] });
  for (const { id } of [good, silent]) await house("POST", `webhooks/${id}/test`, {});
  const delivery = await until(async () => {
    const { data } = await house<{ data: (Made & { status: string })[] }>("GET", `webhooks/${good.id}/deliveries`);
    return data.find((one) => one.status === "delivered")?.id;
  }, "the test message");
  return { webhook: good.id, delivery };
}

/** A rule that has run. */
async function workflow(url: string): Promise<string> {
  const tag = await house<Made>("POST", "tags", { name: "Ends soon", description: "Contracts that end within a month", hex_color: "#aa3311" });
  const made = await house<Made>("POST", "workflows", {
    name: "Tell the account team",
    when: { type: "insights_ready" },
    filter: { search: "Renewal" },
    actions: [
      { type: "tag", tag_id: tag.id },
      { type: "http_call", method: "POST", url: `${url}/accounts`, headers: { "X-Team": "accounts" }, body: '{"title": {{ conversation.title }}}' },
    ],
  });
  await callWith("Renewal of the Harbour Street office", { runsWorkflows: true });
  await until(async () => (await house<{ data: { status: string }[] }>("GET", `workflows/${made.id}/runs`)).data.some((run) => run.status === "done"), "the run");
  return made.id;
}

/** A project with scores, some of which a person has decided. */
async function scores(sample: string): Promise<{ project: string; scorecard: string; evaluation: string }> {
  const projectId = await project("Customer care");
  const evaluations: string[] = [await scored(projectId, sample)];
  for (const [title, days] of CALLS) evaluations.push(await scored(projectId, await call(title, { startAt: daysAgo(days) })));
  const [first = "", second = "", third = ""] = evaluations;
  for (const id of [second, third]) {
    await decide(id, "named_price", { type: "yes" });
    await decide(id, "tone", { type: "scale", value: id === second ? 3 : 4 });
  }
  const { scorecard_id: scorecard } = await house<{ scorecard_id: string }>("GET", `projects/${projectId}`);
  return { project: projectId, scorecard, evaluation: first };
}

/** What people add to a conversation. */
async function remarks(id: string): Promise<void> {
  const { transcript } = await house<{ transcript: { entries: { id: number; start_seconds: number }[] } }>("GET", `conversations/${id}`);
  const entry = transcript.entries[3];
  await house("POST", `conversations/${id}/comments`, { body: "Very clear. Let us use this call in the training.", ...(entry && { entry_id: entry.id }) });
  await house("POST", `conversations/${id}/action-items`, { text: "Send the price list to the customer", assignee: "Olive Owner" });
  const { data } = await house<{ data: (Made & { name: string })[] }>("GET", "tags");
  for (const tag of data.slice(0, 2)) await house("PUT", `conversations/${id}/tags/${tag.id}`);
}

/** An agent that knows something, and a chat with it. */
async function agents(page: Page): Promise<{ agent: string; skill: string; action: string; knowledge: string; dialogue: string }> {
  const skill = await house<Made>("POST", "skills", { name: "Front desk", initial_message: "Hello {{firstName}}, this is {{aiName}}. How can I help?", prompt: "Answer questions about the shops." });
  const action = await house<Made>("POST", "actions", {
    name: "Order status",
    description: "Looks up how far an order is",
    method: "GET",
    url: "https://shop.example.com/orders/{number}",
    input_variables: [{ name: "number", is_required: true, data_type: "string" }],
  });
  const agent = await house<Made>("POST", "agents", { name: "Ada", language: "en", role_text: "Front desk of the shops", skill: skill.id, skills: [skill.id], actions: [action.id] });
  const knowledge = await house<Made>("POST", "knowledge-bases", { title: "Opening hours", text: "Our shop opens at nine in the morning on weekdays.", agent_ids: [agent.id] });
  await until(async () => {
    const { data } = await house<{ data: { read_at?: string | null }[] }>("GET", `knowledge-bases/${knowledge.id}/sources`);
    return data[0]?.read_at;
  }, "the text to be read");
  const chat = { agent_id: agent.id, skill_id: skill.id, channel: "webchat", customer: { first_name: "Lea", last_name: "Brandt" } };
  const dialogue = await house<Made & { access: string }>("POST", "dialogues", chat);
  await say(page, dialogue.access, "When do you open in the morning?");
  await until(async () => (await house<{ data: unknown[] }>("GET", `dialogues/${dialogue.id}/messages`)).data.length > 2, "the agent's answer");
  return { agent: agent.id, skill: skill.id, action: action.id, knowledge: knowledge.id, dialogue: dialogue.id };
}

/** Says something as a visitor does, over the socket of the widget. */
async function say(page: Page, access: string, text: string): Promise<void> {
  await page.evaluate(
    ([word, words]) =>
      new Promise<void>((done, failed) => {
        const socket = new WebSocket(`${location.origin.replace("http", "ws")}/api/colloquy/v1/webchat/socket`);
        socket.onopen = () => socket.send(JSON.stringify({ type: "join", access: word, after: 0 }));
        socket.onerror = () => failed(new Error("the socket broke"));
        socket.onmessage = ({ data }) => {
          const frame = JSON.parse(String(data)) as { type: string; message?: string };
          if (frame.type === "joined") socket.send(JSON.stringify({ type: "say", client_id: "first", text: words }));
          if (frame.type === "ack") done();
          if (frame.type === "error") failed(new Error(frame.message));
        };
      }),
    [access, text],
  );
}

/** A row for each of the settings' lists. */
async function lists(cast: { agent: string; skill: string }, url: string): Promise<{ signal: string; client: string }> {
  for (const [name, role] of [["Amir Admin", "admin"], ["Mia Member", "member"]] as const) {
    await house("POST", "users", { email: `${name.toLowerCase().replace(" ", ".")}@console.example`, name, role, password: "a fairly good password" });
  }
  await house("POST", "keys", { name: "Nightly export", scopes: ["engagements:read", "analytics:read"] });
  const client = await house<Made>("POST", "oauth/clients", { name: "Reports", redirect_uris: ["https://reports.example/callback"], scopes: ["engagements:read"] });
  await house("POST", "inbound-routes", { channel: "webchat", agent_id: cast.agent, skill_id: cast.skill, allowed_origins: ["https://shop.example"] });
  await house("PUT", "do-not-contact", { address: "jonas@customer.example", reason: "asked us to stop" });
  const signal = await house<Made>("POST", "signal-definitions", { name: "price_discussed", question: "Was the price discussed?", kind: { type: "yes_no" }, keywords: ["price", "quote"] });
  await callWith("Recording that cannot be read", { mediaUrl: `${url}/broken.wav` });
  return { signal: signal.id, client: client.id };
}

const TOOLS = [
  { name: "send_quote", description: "Sends a quote", parameters: { desks: { type: "number", description: "how many", value: 2 } }, result: "sent", startOffsetMs: 51_000, endOffsetMs: 52_400 },
];
const SPANS = [
  { id: "11", name: "turn", start: 18, length: 5 },
  { id: "22", parent: "11", name: "language model", start: 19, length: 2.5 },
  { id: "33", parent: "11", name: "speech", start: 21.5, length: 1.4 },
];
