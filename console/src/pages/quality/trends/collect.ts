/** Reads what an export is made of, part by part, and tells how far it is. */
import { api, slow, taken } from "../../../api/client";
import { type Filters, listQuery, numbersQuery, type TrendGranularity } from "../shared/filters";
import { nextPage } from "../shared/paging";
import type { Grouping } from "../shared/queries";
import type { Evaluation } from "../shared/types";

export type Content = "trends" | "criteria" | Grouping | "evaluations";

/** As many as the server gives at once. */
const PAGE_ROWS = 100;

export interface Progress {
  done: number;
  total: number;
}

interface Wanted {
  content: Content;
  filters: Filters;
  step: TrendGranularity;
  signal: AbortSignal;
  onProgress(progress: Progress): void;
}

export async function collect({ content, filters, step, signal, onProgress }: Wanted): Promise<object[]> {
  const asked = { ...slow, params: { query: numbersQuery(filters) }, signal };
  switch (content) {
    case "trends":
      return (await taken(api.GET("/api/colloquy/v1/quality/trends", { ...asked, params: { query: { ...asked.params.query, granularity: step } } }))).data;
    case "criteria":
      return (await taken(api.GET("/api/colloquy/v1/quality/criteria", asked))).data;
    case "campaigns":
      return (await taken(api.GET("/api/colloquy/v1/quality/campaigns", asked))).data;
    case "call-centers":
      return (await taken(api.GET("/api/colloquy/v1/quality/call-centers", asked))).data;
    case "executives":
      return (await taken(api.GET("/api/colloquy/v1/quality/executives", asked))).data;
    case "evaluations":
      return evaluations(filters, signal, onProgress);
  }
}

/** While pages are read rows may move from one to the next: each is taken once. */
async function evaluations(filters: Filters, signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<Evaluation[]> {
  const rows = new Map<string, Evaluation>();
  for (let page: number | undefined = 1; page !== undefined; ) {
    const found = await onePage(filters, page, signal);
    for (const row of found.data) rows.set(row.id, row);
    onProgress({ done: Math.min(found.page * found.page_size, found.total), total: found.total });
    page = nextPage(found);
  }
  return [...rows.values()].filter((row) => row.is_current);
}

function onePage(filters: Filters, page: number, signal: AbortSignal) {
  const query = { ...listQuery(filters), page, page_size: PAGE_ROWS };
  return taken(api.GET("/api/colloquy/v1/evaluations", { ...slow, params: { query }, signal }));
}
