/** Agents, and chats in which they are tried. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import type { components } from "../../../api/schema";

export type Agent = components["schemas"]["Agent"];
export type AgentSettings = components["schemas"]["AgentSettings"];
export type TestChat = components["schemas"]["TestChat"];
export type TestChatDraft = components["schemas"]["OpenTestChat"];

const AGENTS = ["agents"] as const;
const keyOfOne = (id: string | undefined) => [...AGENTS, "one", id] as const;
const PAGE_ROWS = 50;

const at = (id: string) => ({ params: { path: { agent_id: id } } });

export function useAgents() {
  return useInfiniteQuery({
    queryKey: [...AGENTS, "list"],
    queryFn: ({ pageParam, signal }) => taken(api.GET("/api/colloquy/v1/agents", { params: { query: { limit: PAGE_ROWS, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    select: (list) => list.pages.flatMap((page) => page.data),
  });
}

export function useAgent(id: string | undefined) {
  return useQuery({
    queryKey: keyOfOne(id),
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/agents/{agent_id}", { ...at(id ?? ""), signal })),
    enabled: id !== undefined,
  });
}

/** Makes an agent, or changes the one with this id. */
export function useSaveAgent(id: string | undefined) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: AgentSettings) =>
      id === undefined
        ? taken(api.POST("/api/colloquy/v1/agents", { body }))
        : taken(api.PATCH("/api/colloquy/v1/agents/{agent_id}", { ...at(id), body })),
    onSuccess: (saved) => {
      queries.setQueryData(keyOfOne(saved.id), saved);
      return queries.invalidateQueries({ queryKey: AGENTS, predicate: ({ queryKey }) => queryKey[1] !== "one" });
    },
  });
}

export function useDeleteAgent() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => taken(api.DELETE("/api/colloquy/v1/agents/{agent_id}", at(id))),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...AGENTS, "list"] }),
  });
}

/** Opens a chat with an agent as it is stored now. */
export function useOpenTestChat(id: string) {
  return useMutation({
    mutationFn: (body: TestChatDraft) => taken(api.POST("/api/colloquy/v1/agents/{agent_id}/test-chats", { ...at(id), body })),
  });
}

/** By what agents choose their words on this server; only for those who may see the engines. */
export function useLanguageEngine(mayLook: boolean) {
  return useQuery({
    queryKey: ["settings", "engines"],
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/engines", { signal })),
    select: (engines) => engines.language,
    enabled: mayLook,
  });
}
