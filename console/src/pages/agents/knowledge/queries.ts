/** Knowledge bases, and how reading their sources went. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import { ApiError } from "../../../api/errors";
import type { components, paths } from "../../../api/schema";

type Json<Path extends keyof paths> = paths[Path] extends { get: { responses: { 200: { content: { "application/json": infer Body } } } } } ? Body : never;

export type KnowledgeRow = Json<"/api/colloquy/v1/knowledge-bases">["data"][number];
export type Knowledge = Json<"/api/colloquy/v1/knowledge-bases/{knowledge_base_id}">;
export type Source = Json<"/api/colloquy/v1/knowledge-bases/{knowledge_base_id}/sources">["data"][number];
export type KnowledgeDraft = components["schemas"]["CreateKnowledgeBase"];
export type KnowledgeChange = components["schemas"]["UpdateKnowledgeBase"];

const KNOWLEDGE = ["knowledge"] as const;
const LIST = [...KNOWLEDGE, "list"] as const;
const PAGE_ROWS = 50;
/** How often sources are looked at: while some are being read, and else. */
const SOON_MS = 1_500;
const LATER_MS = 15_000;

const at = (id: string) => ({ params: { path: { knowledge_base_id: id } } });

export function useKnowledgeBases() {
  return useInfiniteQuery({
    queryKey: LIST,
    queryFn: ({ pageParam, signal }) => taken(api.GET("/api/colloquy/v1/knowledge-bases", { params: { query: { limit: PAGE_ROWS, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    select: (list) => list.pages.flatMap((page) => page.data),
  });
}

export function useKnowledge(id: string) {
  return useQuery({
    queryKey: [...KNOWLEDGE, id],
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/knowledge-bases/{knowledge_base_id}", { ...at(id), signal })),
    refetchInterval: LATER_MS,
  });
}

/** Its sources; `isAwaited` says whether some of those that were read so far are not all that there are to be. */
export function useSources(id: string, isAwaited: (sources: Source[]) => boolean) {
  return useQuery({
    queryKey: [...KNOWLEDGE, id, "sources"],
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/knowledge-bases/{knowledge_base_id}/sources", { ...at(id), signal })),
    select: (list) => list.data,
    refetchInterval: (query) => (isAwaited(query.state.data?.data ?? []) ? SOON_MS : LATER_MS),
  });
}

export function useMakeKnowledge() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: KnowledgeDraft) => taken(api.POST("/api/colloquy/v1/knowledge-bases", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: LIST }),
  });
}

/** Others may change it at the same moment: then it is read and changed once more. */
const MOST_ATTEMPTS = 5;

/** Changes what is there now, whatever the page shows: a list of pages is written whole, and others add pages too. */
export function useChangeKnowledge(id: string) {
  const queries = useQueryClient();
  const one = "/api/colloquy/v1/knowledge-bases/{knowledge_base_id}";
  return useMutation({
    mutationFn: async (changed: (now: Knowledge) => KnowledgeChange) => {
      for (let attempt = 1; ; attempt += 1) {
        const now = await taken(api.GET(one, at(id)));
        try {
          return await taken(api.PATCH(one, { ...at(id), body: { ...changed(now), base_updated_at: now.updated_at } }));
        } catch (error) {
          if (!(error instanceof ApiError && error.status === 409) || attempt === MOST_ATTEMPTS) throw error;
        }
      }
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: KNOWLEDGE }),
  });
}

/** Reads everything again. */
export function useReadAgain(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.POST("/api/colloquy/v1/knowledge-bases/{knowledge_base_id}/readings", at(id)),
    onSettled: () => queries.invalidateQueries({ queryKey: KNOWLEDGE }),
  });
}

export function useDeleteKnowledge(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => taken(api.DELETE("/api/colloquy/v1/knowledge-bases/{knowledge_base_id}", at(id))),
    // Its own page is still shown: reading it again would only find that it is gone.
    onSuccess: () => queries.invalidateQueries({ queryKey: LIST }),
  });
}
