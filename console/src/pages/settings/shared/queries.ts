/** What several sections read: people, conversations, tags and questions to choose from. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import type { Row } from "./wire";

export type User = Row<"/api/colloquy/v1/users">;
export type Tag = Row<"/api/colloquy/v1/tags">;
export type SignalDefinition = Row<"/api/colloquy/v1/signal-definitions">;

/** As many as a list to choose from can show. */
const MOST_CHOICES = 200;
/** As many conversations as are offered for what was typed. */
const MOST_FOUND = 20;

export const keyOf = {
  users: ["settings", "users"],
  tags: ["settings", "tags"],
  signals: ["settings", "signals"],
} as const;

/** A change of what stands under a key: afterwards it is read anew. */
export function useChange<Given, Made>(key: readonly unknown[], change: (given: Given) => Promise<Made>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: () => queries.invalidateQueries({ queryKey: key }) });
}

/** The users that can be chosen. */
export function useUserChoices(isWanted = true) {
  return useQuery({
    queryKey: [...keyOf.users, "choices"],
    queryFn: () => taken(api.GET("/api/colloquy/v1/users", { params: { query: { limit: MOST_CHOICES } } })),
    select: (list) => list.data,
    enabled: isWanted,
  });
}

export function useTags() {
  return useQuery({
    queryKey: keyOf.tags,
    queryFn: () => taken(api.GET("/api/colloquy/v1/tags")),
    select: (list) => list.data,
  });
}

export function useSignalDefinitions() {
  return useQuery({
    queryKey: keyOf.signals,
    queryFn: () => taken(api.GET("/api/colloquy/v1/signal-definitions")),
    select: (list) => list.data,
  });
}

/** Conversations whose title or people have these words; the latest where there are none. */
export function useFoundConversations(search: string) {
  return useQuery({
    queryKey: ["settings", "conversations", search],
    queryFn: ({ signal }) =>
      taken(api.GET("/api/colloquy/v1/conversations", { params: { query: { limit: MOST_FOUND, ...(search && { search }) } }, signal })),
    select: (page) => page.data,
    placeholderData: keepPreviousData,
  });
}

/** One conversation, by its id. */
export function useConversation(id: string | null) {
  return useQuery({
    queryKey: ["settings", "conversations", "one", id],
    queryFn: () => taken(api.GET("/api/colloquy/v1/conversations/{conversation_id}", { params: { path: { conversation_id: id ?? "" } } })),
    select: ({ title, started_at }) => ({ title, started_at }),
    enabled: id !== null,
  });
}
