/** Actions, and trying one. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, slow, taken } from "../../../api/client";
import type { components } from "../../../api/schema";
import { useStoppable } from "../../../ui/useStoppable";

export type Action = components["schemas"]["AgentAction"];
export type ActionDraft = components["schemas"]["CreateAction"];
export type Method = components["schemas"]["ActionMethod"];
export interface Trial {
  action: ActionDraft;
  /** What an agent would have found out, by name. */
  values: Record<string, string>;
}
export type Tried = components["schemas"]["ActionTried"];

const ACTIONS = ["actions"] as const;
const LIST = [...ACTIONS, "list"] as const;
const PAGE_ROWS = 50;

const at = (id: string) => ({ params: { path: { action_id: id } } });

export function useActions() {
  return useInfiniteQuery({
    queryKey: LIST,
    queryFn: ({ pageParam, signal }) => taken(api.GET("/api/colloquy/v1/actions", { params: { query: { limit: PAGE_ROWS, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    select: (list) => list.pages.flatMap((page) => page.data),
  });
}

export function useAction(id: string | undefined) {
  return useQuery({
    queryKey: [...ACTIONS, "one", id],
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/actions/{action_id}", { ...at(id ?? ""), signal })),
    enabled: id !== undefined,
  });
}

/** Makes an action, or changes the one with this id. */
export function useSaveAction(id: string | undefined) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ActionDraft) =>
      id === undefined
        ? taken(api.POST("/api/colloquy/v1/actions", { body }))
        : taken(api.PATCH("/api/colloquy/v1/actions/{action_id}", { ...at(id), body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ACTIONS }),
  });
}

export function useDeleteAction() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => taken(api.DELETE("/api/colloquy/v1/actions/{action_id}", at(id))),
    onSuccess: () => queries.invalidateQueries({ queryKey: LIST }),
  });
}

/** Makes the request of an action that need not be saved; the server brings values into line with their kinds. */
export function useTryAction() {
  return useStoppable(({ action, values }: Trial, signal) =>
    // The description knows no members of an object that may have any.
    taken(api.POST("/api/colloquy/v1/actions/try", { ...slow, body: { action, arguments: values as Record<string, never> }, signal })),
  );
}
