/** Calls with a recording that tests make for themselves: the sample call, or hours of sound and thousands of entries. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";

import type { Page } from "@playwright/test";

import { house, server, until } from "./support";

interface Turn {
  speaker: string;
  start: number;
  end: number;
  text_written: string;
}

export interface Whole {
  id: string;
  stages: { name: string; status: string }[];
  recordings: { id: string; waveform?: { channels: number[][] } | null }[];
  transcript: { revision: number; speakers: { name: string }[]; entries: { id: number; text: string; speaker_index: number; start_seconds: number }[] };
  action_items: { id: string; title: string; is_done: boolean }[];
  signals: { id: string; name: string; value: unknown }[];
}

export const whole = (id: string) => house<Whole>("GET", `conversations/${id}`);

/** Begins at this instant; spans of traces are counted from it. */
const STARTED_AT = "2026-06-01T09:00:00.000Z";

/** The agent of the sample call. */
export const NORA = "Nora Whitfield";
interface Given {
  /** Tools that the agent used, as her program tells them. */
  tools?: object[];
  /** Spans of one trace: begin and length in seconds. */
  spans?: { id: string; parent?: string; name: string; start: number; length: number; isError?: boolean }[];
}

/** The sample call with its recording, taken in as a voice agent's program sends it, and looked through; its id. */
export async function recorded(title: string, { tools = [], spans = [] }: Given = {}): Promise<string> {
  const { turns } = JSON.parse(readFileSync(resolve("../samples/bright_desk.json"), "utf8")) as { turns: Turn[] };
  const sound = await host(readFileSync(resolve("../samples/bright_desk.ogg")), "audio/ogg");
  const externalId = randomUUID();
  const made = await post<{ data: { id: string } }>("/v1/call", {
    recordingUrl: sound.url,
    stereoRecordingUrl: sound.url,
    startedAt: STARTED_AT,
    interfaceType: "PHONE",
    callDirection: "OUTBOUND",
    externalId,
    agent: { name: NORA },
    customer: { phoneNumberE164: "+15551230002" },
    transcript: turns.map((turn) => ({
      role: turn.speaker === "agent" ? "AGENT" : "CUSTOMER",
      text: turn.text_written,
      startOffsetMs: Math.round(turn.start * 1_000),
      endOffsetMs: Math.round(turn.end * 1_000),
    })),
    toolInvocations: tools,
  });
  if (spans.length > 0) await post("/v1/traces", trace(externalId, spans));
  await house("PATCH", `conversations/${made.data.id}`, { title });
  const id = await finished(made.data.id, title);
  await sound.close();
  return id;
}

/** A call of so many entries, each 3.6 seconds long, with so much sound; its id. */
export async function long(title: string, count: number): Promise<string> {
  const each = 3.6;
  const sound = await host(murmur(count * each), "audio/wav");
  const entries = Array.from({ length: count }, (_, place) => ({
    speaker_index: place % 2,
    start_seconds: place * each,
    end_seconds: place * each + each - 0.4,
    text: `This is entry number ${place + 1}. ${"It says some more words than the others do. ".repeat(place % 4)}`.trim(),
  }));
  const made = await post<{ id: string }>("/api/v2/engagements", {
    type: "CALL",
    title,
    source_system: "console-tests",
    external_id: randomUUID(),
    run_workflows: false,
    start_at: STARTED_AT,
    media_url: sound.url,
    transcript_timeline: { speakers: [{ name: "Rae" }, { name: "Jonas" }], entries },
  });
  const id = await finished(made.id, title);
  await sound.close();
  return id;
}

/** Waits until nothing more happens to it by itself. */
async function finished(named: string, title: string): Promise<string> {
  const found = await until(async () => {
    const full = await whole(named);
    return full.stages.every((stage) => !["pending", "running"].includes(stage.status)) && full.recordings[0]?.waveform && full;
  }, `the recording of ${title} and what is found in it`);
  return found.id;
}

async function post<T>(path: string, body: unknown): Promise<T> {
  const answer = await fetch(server.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${server.key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return JSON.parse(text) as T;
}

/** Serves a file on a port of its own, for the server to fetch. */
async function host(bytes: Buffer, type: string): Promise<{ url: string; close(): Promise<void> }> {
  const http = createServer((_, answer) => answer.writeHead(200, { "content-type": type, "content-length": bytes.length }).end(bytes));
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
  const { port } = http.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/${randomUUID()}`, close: () => new Promise((done) => http.close(() => done())) };
}

/** Spans as programs export them. */
function trace(name: string, spans: NonNullable<Given["spans"]>): unknown {
  const nanos = (seconds: number) => String(BigInt(Date.parse(STARTED_AT) + Math.round(seconds * 1_000)) * 1_000_000n);
  const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
  const traceId = randomUUID().replaceAll("-", "");
  return {
    resourceSpans: [{
      resource: { attributes: [text("service.name", "bot"), text("roark.external_id", name)] },
      scopeSpans: [{
        spans: spans.map((span) => ({
          traceId,
          spanId: span.id.repeat(8),
          ...(span.parent && { parentSpanId: span.parent.repeat(8) }),
          name: span.name,
          kind: 1,
          startTimeUnixNano: nanos(span.start),
          endTimeUnixNano: nanos(span.start + span.length),
          attributes: [text("model", "small")],
          ...(span.isError && { status: { code: 2, message: "nobody answers" } }),
        })),
      }],
    }],
  };
}

/** A voice-like tone at 8 kHz, one byte each, with a pause in each second. */
function murmur(seconds: number): Buffer {
  const rate = 8_000;
  const second = Buffer.alloc(rate, 0xff);
  for (let at = 0; at < rate * 0.7; at += 1) second[at] = (at >> 4) & 1 ? 0x20 : 0xa0;
  const length = Math.floor(seconds) * rate;
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  // µ-law, one channel.
  head.writeUInt16LE(7, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("data", 36);
  head.writeUInt32LE(length, 40);
  return Buffer.concat([head, ...Array.from({ length: Math.floor(seconds) }, () => second)]);
}

/** The page of a conversation, once it is there. */
export async function open(page: Page, id: string, title: string, query = ""): Promise<void> {
  await page.goto(`${server.url}/conversations/${id}${query}`);
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
}

/** The second at which the recording is. */
export const second = async (page: Page) => Number(await page.getByRole("slider", { name: "Position" }).inputValue());
