/** What a knowledge base is to be read from, with how reading it went: also what nobody has read yet. */
import type { Knowledge, Source } from "./queries";

export interface PlannedSource {
  key: string;
  /** Null for the knowledge base's own text. */
  url: string | null;
  title: string | null;
  state: "ok" | "waiting" | "failed";
  readAt: string | null;
  error: string | null;
}

export function planned(base: Pick<Knowledge, "text" | "urls">, sources: readonly Source[]): PlannedSource[] {
  const wanted: (string | null)[] = [...(base.text?.trim() ? [null] : []), ...base.urls];
  return wanted.map((url) => {
    const found = sources.find((source) => (source.url ?? null) === url);
    return {
      key: url ?? "",
      url,
      title: found?.title ?? null,
      state: found?.error ? "failed" : found?.read_at ? "ok" : "waiting",
      readAt: found?.read_at ?? null,
      error: found?.error ?? null,
    };
  });
}

/** Whether somebody has to look soon, since reading goes on. */
export function isAwaited(base: Pick<Knowledge, "text" | "urls"> | undefined, sources: readonly Source[]): boolean {
  return base !== undefined && planned(base, sources).some((source) => source.state === "waiting");
}

/** As much as a text of its own may have. */
export const MOST_TEXT_BYTES = 2 * 1024 * 1024;

/** The words of a text file; null where it is none. */
export async function textOf(file: File): Promise<string | null> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    return text.includes("\0") || text.startsWith("%PDF-") ? null : text;
  } catch {
    return null;
  }
}

/** A text with the words of a file behind it, under the file's name. */
export function joined(text: string, name: string, words: string): string {
  const part = `# ${name}\n\n${words.trim()}`;
  return text.trim() ? `${text.trimEnd()}\n\n${part}` : part;
}
