/** What waits for a person. */
import { keepPreviousData, useInfiniteQuery, useQueries } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import { keyOf } from "../shared/keys";
import { gather, nextPage } from "../shared/paging";
import type { Queued, QueueQuery, QueueReason } from "../shared/types";

export const REASONS = ["unsure", "auto_failed", "disputed", "below_threshold", "sample"] as const satisfies readonly QueueReason[];
const PAGE_ROWS = 50;
/** Others work in the same queue. */
const ASK_MS = 30_000;

/** The part of the queue that an address names. */
export function readQueue(params: URLSearchParams): QueueQuery {
  const project = params.get("project_id");
  const reason = REASONS.find((one) => one === params.get("reason"));
  return { ...(project && { project_id: project }), ...(reason && { reason }) };
}

/** The address of an evaluation as a part of that queue. */
export function reviewLink(id: string, { project_id: project, reason }: QueueQuery): string {
  const query = new URLSearchParams({ ...(project && { project_id: project }), ...(reason && { reason }) }).toString();
  return `/quality/evaluations/${id}${query && `?${query}`}`;
}

const gathered = gather((row: Queued) => row.evaluation.id);

export function useQueue(query: QueueQuery) {
  return useInfiniteQuery({
    queryKey: [...keyOf.queue, "list", query],
    queryFn: ({ pageParam, signal }) =>
      taken(api.GET("/api/colloquy/v1/review-queue", { params: { query: { ...query, page: pageParam, page_size: PAGE_ROWS } }, signal })),
    initialPageParam: 1,
    getNextPageParam: nextPage,
    select: gathered,
    placeholderData: keepPreviousData,
    refetchInterval: ASK_MS,
  });
}

/** How many wait for each reason; those that are not known yet are left out. */
export function useWaiting(projectId: string | undefined): ReadonlyMap<QueueReason, number> {
  return useQueries({
    queries: REASONS.map((reason) => {
      const query: QueueQuery = { reason, page_size: 1, ...(projectId && { project_id: projectId }) };
      return {
        queryKey: [...keyOf.queue, "count", query],
        queryFn: ({ signal }: { signal: AbortSignal }) => taken(api.GET("/api/colloquy/v1/review-queue", { params: { query }, signal })),
      };
    }),
    combine: (answers) => new Map(answers.flatMap(({ data }, at) => (data && REASONS[at] ? [[REASONS[at], data.total] as const] : []))),
  });
}
