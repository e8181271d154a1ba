/** What the tests of the settings share: a receiver of webhooks, calls of their own, and other people's pages. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

import { type Browser, expect, type Page } from "@playwright/test";

import { house, server, signIn, test as base, until } from "./support";

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Receiver {
  url: string;
  got: Received[];
  /** What is answered from now on. */
  answer(status: number, body: string): void;
}

/** Tests with a receiver of webhooks on this machine. */
export const test = base.extend<{ receiver: Receiver }>({
  receiver: async ({}, use) => {
    const got: Received[] = [];
    let next = { status: 200, body: '{"taken":true}' };
    const http = createServer((request, response) => {
      // What is no recording is given up at once: for dead jobs.
      if (request.method === "GET") return void response.writeHead(200, { "content-type": "audio/wav" }).end("RIFF no recording at all");
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        got.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(parts).toString("utf8") });
        response.writeHead(next.status, { "content-type": "application/json" }).end(next.body);
      });
    });
    await new Promise<void>((ready) => http.listen(0, "127.0.0.1", ready));
    const { port } = http.address() as AddressInfo;
    await use({ url: `http://127.0.0.1:${port}`, got, answer: (status, body) => (next = { status, body }) });
    http.closeAllConnections();
    await new Promise((closed) => http.close(closed));
  },
});

/** A name that no other test has. */
let made = 0;
export function unique(name: string): string {
  made += 1;
  return `${name} ${Date.now().toString(36)}${made}`;
}

interface CallOptions {
  runsWorkflows?: boolean;
  /** A recording in place of the words. */
  mediaUrl?: string;
}

/** A short call about a price; its id in the house API once every step has ended. */
export async function call(title: string, { runsWorkflows = false, mediaUrl }: CallOptions = {}): Promise<string> {
  const entries = [
    "Thanks for calling Acme, this is Rae, how can I help?",
    "Hi, this is Jonas. The price of the renewal is too high for us.",
    "I understand. I will send you a new quote by Friday.",
    "Great, thank you. I will talk to my manager tomorrow.",
  ].map((text, at) => ({ speaker_index: at % 2, start_seconds: at * 4, end_seconds: at * 4 + 3.5, text }));
  const words = mediaUrl ? { media_url: mediaUrl } : { transcript_timeline: { speakers: [{ name: "Rae" }, { name: "Jonas" }], entries } };
  const answer = await fetch(`${server.url}/api/v2/engagements`, {
    method: "POST",
    headers: { authorization: server.key, "content-type": "application/json" },
    body: JSON.stringify({ type: "CALL", title, source_system: "settings", external_id: unique("settings"), run_workflows: runsWorkflows, start_at: "2026-06-01T09:00:00Z", ...words }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`a call: ${answer.status} ${text}`);
  const found = JSON.parse(text) as { id?: string; data?: { id: string } };
  const id = found.data?.id ?? found.id;
  const full = await until(async () => {
    const one = await house<{ id: string; stages: { status: string }[] }>("GET", `conversations/${id}`);
    return one.stages.every((stage) => !["pending", "running"].includes(stage.status)) && one;
  }, `the stages of ${title}`);
  return full.id;
}

/** The page of somebody else who is signed in. */
export async function pageOf(browser: Browser, email: string, password: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, email, password);
  return page;
}

/** Opens a section of the settings and waits for its heading. */
export async function open(page: Page, path: string, heading: string): Promise<void> {
  await page.goto(`${server.url}/settings/${path}`);
  await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
}

/** Nothing on the page is wider than the window. */
export async function fitsWindow(page: Page): Promise<void> {
  const excess = await page.evaluate(() => {
    const main = document.querySelector("main") ?? document.documentElement;
    return main.scrollWidth - main.clientWidth;
  });
  expect(excess).toBeLessThanOrEqual(1);
}

export { expect, house, server, until };
export { hearsNothing, hurries, isAccessible, signIn } from "./support";
