/**
 * A server of the tests' own: an empty folder, a free port, an owner with a password. What the tests have to know of it
 * stands in the environment: COLLOQUY_TEST_URL, COLLOQUY_TEST_KEY, COLLOQUY_TEST_EMAIL, COLLOQUY_TEST_PASSWORD.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, openSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { resolve } from "node:path";

const EMAIL = "owner@console.example";
const PASSWORD = "a long enough password";
const READY_WITHIN_MS = 60_000;

/** The environment without what only the tests read: the server refuses settings that it does not know. */
export function inherited(): NodeJS.ProcessEnv {
  const isOurs = (name: string) => name === "COLLOQUY_SERVER" || name.startsWith("COLLOQUY_TEST_");
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOurs(name)));
}

export default async function start(): Promise<() => Promise<void>> {
  const executable = resolve(process.env.COLLOQUY_SERVER ?? "../target/debug/colloquy");
  const folder = resolve("../target/test/console/server");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    ...inherited(),
    COLLOQUY_DATA_DIR: folder,
    COLLOQUY_LISTEN: `127.0.0.1:${port}`,
    COLLOQUY_NETGUARD__ALLOW_NETWORKS: "127.0.0.1/32",
    COLLOQUY_NETGUARD__ALLOW_HTTP: "true",
    // The rules alone: they say the same thing each time, and need no large model.
    COLLOQUY_LANGUAGE__ENGINE: process.env.COLLOQUY_LANGUAGE__ENGINE ?? "basic",
  };
  const command = (...words: string[]) =>
    JSON.parse(execFileSync(executable, [...words, "--json"], { env: environment, encoding: "utf8" }));
  const made = ["user", "create", "--email", EMAIL, "--name", "Olive Owner", "--role", "owner", "--password-stdin", "--json"];
  execFileSync(executable, made, { env: environment, input: PASSWORD });
  const key = command("key", "create", "--name", "tests", "--user", EMAIL);
  const log = openSync(resolve(folder, "server.log"), "w");
  const server = spawn(executable, ["serve"], { env: environment, stdio: ["ignore", log, log] });
  let ended = false;
  server.on("exit", () => (ended = true));
  const until = Date.now() + READY_WITHIN_MS;
  while (!(await answers(`${url}/health`))) {
    if (ended || Date.now() > until) throw new Error(`the server did not start: see ${folder}/server.log`);
    await new Promise((wait) => setTimeout(wait, 100));
  }
  Object.assign(process.env, {
    COLLOQUY_TEST_URL: url,
    COLLOQUY_TEST_KEY: key.api_key,
    COLLOQUY_TEST_EMAIL: EMAIL,
    COLLOQUY_TEST_PASSWORD: PASSWORD,
  });
  return async () => {
    server.kill("SIGTERM");
    await new Promise<void>((done) => (ended ? done() : server.on("exit", () => done())));
  };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then((answer) => answer.ok, () => false);
}

async function freePort(): Promise<number> {
  return new Promise((done) => {
    const socket = createServer().listen(0, "127.0.0.1", () => {
      const { port } = socket.address() as { port: number };
      socket.close(() => done(port));
    });
  });
}
