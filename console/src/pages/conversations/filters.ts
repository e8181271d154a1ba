/**
 * What the list is narrowed by. It lives in the address, under the names that the server's list takes, so that every page
 * can link to "the conversations behind this number". Days stand there as days (`2026-11-03`, of this browser's clock) or
 * as exact instants, as the overview's links have them.
 */
import type { paths } from "../../api/schema";
import { instantOf } from "../../ui/days";

export type ListQuery = NonNullable<paths["/api/colloquy/v1/conversations"]["get"]["parameters"]["query"]>;
export type ExportQuery = Omit<NonNullable<paths["/api/colloquy/v1/export/conversations"]["get"]["parameters"]["query"]>, "format">;

/** The filters, in the order in which they are offered. */
export const FILTERS = [
  "kind",
  "status",
  "sentiment",
  "tag_id",
  "owner_user_id",
  "project_id",
  "signal_definition_id",
  "signal_value",
  "has_open_action_items",
  "from",
  "to",
] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filters = Partial<Record<FilterName, string>>;

export const KINDS = ["call", "meeting", "chat", "email"] as const;
export const STATUSES = ["pending", "processing", "completed", "failed"] as const;
export const SENTIMENTS = ["positive", "neutral", "negative"] as const;
export type Sentiment = (typeof SENTIMENTS)[number];

/** More makes a search refused. */
export const LONGEST_SEARCH = 190;

export interface Look {
  filters: Filters;
  search: string;
  /** Whether what was said is searched, in place of titles and names. */
  isSpeech: boolean;
  sort: "started" | "changed";
}

/** What an address asks for. */
export function read(params: URLSearchParams): Look {
  const filters: Filters = {};
  for (const name of FILTERS) {
    const value = params.get(name);
    if (value) filters[name] = value;
  }
  if (!filters.signal_definition_id) delete filters.signal_value;
  return {
    filters,
    search: (params.get("search") ?? "").slice(0, LONGEST_SEARCH),
    isSpeech: params.get("in") === "speech",
    sort: params.get("sort") === "changed" ? "changed" : "started",
  };
}

/** The address with these changes; what is empty is left out of it. */
export function changed(params: URLSearchParams, changes: Record<string, string | undefined>): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  if (!next.has("signal_definition_id")) next.delete("signal_value");
  return next;
}

/** The address without anything that narrows. */
export function cleared(params: URLSearchParams): URLSearchParams {
  return changed(params, Object.fromEntries([...FILTERS, "search", "in"].map((name) => [name, undefined])));
}

/** What the server's list is asked. */
export function queryOf({ filters, search, isSpeech, sort }: Look): ListQuery {
  const words = search.trim();
  const query: ListQuery = narrowing(filters);
  if (isSpeech && isWord(words)) return { ...query, text: asYouType(words) };
  if (!isSpeech && words) query.search = words;
  return { ...query, sort };
}

/** What the export of the list is asked; none where it cannot be asked for the same. */
export function exportOf({ filters, search, isSpeech }: Look): ExportQuery | undefined {
  const words = search.trim();
  if (isSpeech && isWord(words)) return undefined;
  return { ...narrowing(filters), ...(words && !isSpeech ? { search: words } : {}) };
}

export function isNarrowed({ filters, search }: Look): boolean {
  return search.trim() !== "" || Object.keys(filters).length > 0;
}

function narrowing(filters: Filters) {
  const { from, to, sentiment, has_open_action_items: hasOpen, ...rest } = filters;
  return {
    ...rest,
    from: instantOf(from),
    to: instantOf(to, true),
    sentiment: SENTIMENTS.find((one) => one === sentiment),
    has_open_action_items: hasOpen === undefined ? undefined : hasOpen === "true",
  };
}

function isWord(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** The last word may be half written; within quotes it is meant as it stands. */
function asYouType(text: string): string {
  const isQuoted = (text.match(/"/g)?.length ?? 0) % 2 === 1;
  return !isQuoted && /[\p{L}\p{N}]$/u.test(text) ? `${text}*` : text;
}
