/**
 * Files on their way to the server. They belong to no page: who looks at something else meanwhile finds them still going
 * when coming back. Two are sent at once; each by a request that tells how far it is, which `fetch` cannot.
 */
import { useSyncExternalStore } from "react";

import { ApiError } from "../../api/errors";

export interface Upload {
  id: number;
  name: string;
  size: number;
  state: "waiting" | "sending" | "done" | "failed" | "canceled";
  sentBytes: number;
  error?: unknown;
  conversationId?: string;
}

const AT_ONCE = 2;

let uploads: readonly Upload[] = [];
let lastId = 0;
const files = new Map<number, File>();
const requests = new Map<number, XMLHttpRequest>();
const listeners = new Set<() => void>();

export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => uploads,
  );
}

export function upload(chosen: Iterable<File>): void {
  const added: Upload[] = [];
  for (const file of chosen) {
    lastId += 1;
    files.set(lastId, file);
    added.push({ id: lastId, name: file.name, size: file.size, state: "waiting", sentBytes: 0 });
  }
  set([...uploads, ...added]);
  sendNext();
}

export function cancel(id: number): void {
  change(id, { state: "canceled" });
  requests.get(id)?.abort();
  sendNext();
}

export function retry(id: number): void {
  change(id, { state: "waiting", sentBytes: 0, error: undefined });
  sendNext();
}

/** Forgets one that has ended, or all of them. */
export function forget(id?: number): void {
  const stays = (one: Upload) => isGoing(one) || (id !== undefined && one.id !== id);
  for (const one of uploads) if (!stays(one)) files.delete(one.id);
  set(uploads.filter(stays));
}

export function isGoing(one: Upload): boolean {
  return one.state === "waiting" || one.state === "sending";
}

function set(next: readonly Upload[]): void {
  const wasGoing = uploads.some(isGoing);
  uploads = next;
  const isAnyGoing = uploads.some(isGoing);
  if (isAnyGoing && !wasGoing) window.addEventListener("beforeunload", warn);
  if (!isAnyGoing) window.removeEventListener("beforeunload", warn);
  for (const listener of listeners) listener();
}

function change(id: number, changes: Partial<Upload>): void {
  set(uploads.map((one) => (one.id === id ? { ...one, ...changes } : one)));
}

/** Whoever closes the window would end what is on its way. */
function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

function sendNext(): void {
  const free = AT_ONCE - uploads.filter((one) => one.state === "sending").length;
  for (const one of uploads.filter((each) => each.state === "waiting").slice(0, Math.max(0, free))) send(one);
}

function send({ id, name }: Upload): void {
  const file = files.get(id);
  if (!file) return;
  const request = new XMLHttpRequest();
  const end = (changes: Partial<Upload>) => {
    requests.delete(id);
    // What was canceled stays so, whatever still comes.
    if (uploads.find((one) => one.id === id)?.state === "sending") change(id, changes);
    sendNext();
  };
  request.upload.onprogress = (event) => change(id, { sentBytes: event.loaded });
  request.onload = () => {
    void outcome(request).then(
      (conversationId) => end({ state: "done", sentBytes: file.size, conversationId }),
      (error: unknown) => end({ state: "failed", error }),
    );
  };
  request.onerror = () => end({ state: "failed", error: ApiError.unreachable() });
  request.onabort = () => end({});
  request.open("POST", `/api/colloquy/v1/uploads?${new URLSearchParams({ file_name: name.slice(0, 500) })}`);
  request.setRequestHeader("x-colloquy-console", "1");
  request.setRequestHeader("content-type", file.type || "application/octet-stream");
  requests.set(id, request);
  change(id, { state: "sending" });
  request.send(file);
}

async function outcome(request: XMLHttpRequest): Promise<string> {
  const retryAfter = request.getResponseHeader("retry-after");
  const answer = new Response(request.responseText, { status: request.status, headers: retryAfter ? { "retry-after": retryAfter } : {} });
  if (!answer.ok) throw await ApiError.of(answer);
  return ((await answer.json()) as { id: string }).id;
}
