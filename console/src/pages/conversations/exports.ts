/** Conversations as files: some of them, each as the server writes it, or the whole list as it is narrowed. */
import { api, slow } from "../../api/client";
import { t } from "../../texts";
import { messageOf } from "../../ui/State";
import type { ExportQuery } from "./filters";
import { zip, type ZipFile } from "./zip";

export const FORMATS = ["md", "txt", "srt", "vtt", "json"] as const;
export type Format = (typeof FORMATS)[number];
export const LIST_FORMATS = ["csv", "ndjson"] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

/** Requests that are under way at once. */
const AT_ONCE = 4;

export interface Exported {
  done: number;
  failed: { id: string; message: string }[];
}

/** Saves these conversations: one as a file, several as an archive of files; nothing where it is stopped before. */
export async function exportSome(ids: string[], format: Format, signal?: AbortSignal): Promise<Exported> {
  const files: (ZipFile | undefined)[] = ids.map(() => undefined);
  const failed: Exported["failed"] = [];
  const waiting = ids.map((id, place) => ({ id, place }));
  const work = async () => {
    for (let next = waiting.shift(); next && !signal?.aborted; next = waiting.shift()) {
      try {
        files[next.place] = await one(next.id, format, signal);
      } catch (error) {
        failed.push({ id: next.id, message: messageOf(error) });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  signal?.throwIfAborted();
  const written = files.filter((file) => file !== undefined);
  const [first] = written;
  if (first && written.length === 1) save(new Blob([first.bytes]), first.name);
  else if (first) save(zip(written), t("conversations.export.zip"));
  return { done: written.length, failed };
}

/** Saves the list as it is narrowed, however long: the browser writes it while it comes. */
export function exportList(query: ExportQuery, format: ListFormat): void {
  const params = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(query)) if (value !== undefined) params.set(name, String(value));
  open(`/api/colloquy/v1/export/conversations?${params}`, "");
}

async function one(id: string, format: Format, signal: AbortSignal | undefined): Promise<ZipFile> {
  const { data, response } = await api.GET("/api/colloquy/v1/conversations/{conversation_id}/export", {
    ...slow,
    ...(signal && { signal }),
    params: { path: { conversation_id: id }, query: { format } },
    parseAs: "arrayBuffer",
  });
  return { name: nameIn(response) ?? `${id}.${format}`, bytes: new Uint8Array(data ?? new ArrayBuffer(0)) };
}

/** The name that the server gives the file. */
function nameIn(response: Response): string | undefined {
  const header = response.headers.get("content-disposition") ?? "";
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(header)?.[1];
  return encoded && decodeURIComponent(encoded);
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  open(url, name);
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function open(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
