/** Conversations and accounts that tests make for themselves, and files to upload. */
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { resolve } from "node:path";

import { inherited } from "./server";
import { house, server, until } from "./support";

export interface Full {
  id: string;
  title: string;
  recordings: { id: string }[];
  stages: { name: string; status: string }[];
}

const LINES = [
  "Thanks for calling Acme, this is Rae, how can I help?",
  "Hi, this is Jonas. The price of the renewal is too high for us.",
  "I understand. I will send you a new quote by Friday.",
  "Great, thank you. I will talk to my manager tomorrow.",
];

interface Wanted {
  startAt?: string;
  lines?: string[];
  /** Whether to wait until everything was found in it. */
  isWhole?: boolean;
}

/** Takes a call in with its transcript, as a dialer sends it; its id. */
export async function call(title: string, { startAt = "2026-06-01T09:00:00Z", lines = LINES, isWhole = true }: Wanted = {}): Promise<string> {
  const entries = lines.map((text, place) => ({ speaker_index: place % 2, start_seconds: place * 4, end_seconds: place * 4 + 3.5, text }));
  const answer = await fetch(`${server.url}/api/v2/engagements`, {
    method: "POST",
    headers: { authorization: `Bearer ${server.key}`, "content-type": "application/json" },
    body: JSON.stringify({
      type: "CALL",
      title,
      source_system: "console-tests",
      external_id: randomUUID(),
      run_workflows: false,
      start_at: startAt,
      transcript_timeline: { speakers: [{ name: "Rae" }, { name: "Jonas" }], entries },
    }),
  });
  if (answer.status !== 201) throw new Error(`${title}: ${answer.status} ${await answer.text()}`);
  const made = (await answer.json()) as { id: string };
  const full = await until(async () => {
    const found = await house<Full>("GET", `conversations/${made.id}`);
    return (!isWhole || found.stages.every((stage) => !["pending", "running"].includes(stage.status))) && found;
  }, `what is found in ${title}`);
  return full.id;
}

/** Runs a command of the server beside it, as an operator does; what it printed. */
export function command<T>(words: string[], input?: string): T {
  const executable = resolve(process.env.COLLOQUY_SERVER ?? "../target/debug/colloquy");
  const env = { ...inherited(), COLLOQUY_DATA_DIR: resolve("../target/test/console/server"), COLLOQUY_LISTEN: new URL(server.url).host };
  return JSON.parse(execFileSync(executable, [...words, "--json"], { env, input, encoding: "utf8" })) as T;
}

/** A second of a quiet tone: the smallest recording. */
export function tone(seconds = 1): Buffer {
  const rate = 8_000;
  const samples = Math.round(rate * seconds);
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write("RIFF", 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at += 1) wav.writeInt16LE(Math.round(3_000 * Math.sin((at * 2 * Math.PI * 330) / rate)), 44 + at * 2);
  return wav;
}
