/** What the list of conversations asks of the server, and what it changes there. */
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, slow, taken } from "../../api/client";
import type { components } from "../../api/schema";
import { useAccount } from "../../app/session";
import { t } from "../../texts";
import { useStoppable } from "../../ui/useStoppable";
import type { ListQuery } from "./filters";

export type Row = components["schemas"]["ListedConversation"];
export type Change = components["schemas"]["ChangedConversations"];

/** The key of every list of conversations. */
export const LIST = ["conversations", "list"] as const;
const PAGE_ROWS = 50;
/** So many the server changes at once. */
const MOST_AT_ONCE = 200;
const MOST_PAGES_OF_PEOPLE = 5;

/** The list; a newer question ends the request of an older one. */
export function useConversations(query: ListQuery, isLive: boolean) {
  return useInfiniteQuery({
    queryKey: [...LIST, query],
    queryFn: ({ pageParam, signal }) =>
      taken(api.GET("/api/colloquy/v1/conversations", { params: { query: { ...query, limit: PAGE_ROWS, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    // Without the stream of events somebody has to ask.
    refetchInterval: isLive ? false : 15_000,
  });
}

/** The tags of the workspace. */
export function useTags(isWanted = true) {
  return useQuery({
    queryKey: ["tags", "choices"],
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/tags", { signal })),
    enabled: isWanted,
  });
}

/** People who may own conversations. */
export function useOwners(isWanted = true) {
  return useQuery({
    queryKey: ["users", "choices"],
    queryFn: async ({ signal }) => {
      const people: components["schemas"]["User"][] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES_OF_PEOPLE; page += 1) {
        const found = await taken(api.GET("/api/colloquy/v1/users", { params: { query: { limit: 200, cursor } }, signal }));
        people.push(...found.data);
        cursor = found.next_cursor ?? undefined;
        if (!cursor) break;
      }
      return people.sort((one, other) => one.name.localeCompare(other.name));
    },
    enabled: isWanted,
  });
}

export function useSignalDefinitions(isWanted = true) {
  return useQuery({
    queryKey: ["signal-definitions", "choices"],
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/signal-definitions", { signal })),
    enabled: isWanted,
  });
}

/** Tags, untags or deletes many; says of each that was not changed why. Stopped, it ends after the part that is under way. */
export function useBulk() {
  const queries = useQueryClient();
  return useStoppable(async (change: { ids: string[]; action: "tag" | "untag" | "delete"; tagId?: string }, signal) => {
    const all: Change = { done: [], failed: [] };
    try {
      for (let at = 0; at < change.ids.length && !signal.aborted; at += MOST_AT_ONCE) {
        const body = { conversation_ids: change.ids.slice(at, at + MOST_AT_ONCE), action: change.action, tag_id: change.tagId };
        const some = await taken(api.POST("/api/colloquy/v1/conversations/bulk", { ...slow, body }));
        all.done.push(...some.done);
        all.failed.push(...some.failed);
      }
      return all;
    } finally {
      void queries.invalidateQueries({ queryKey: ["conversations"] });
    }
  });
}

export function useNewTag() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => taken(api.POST("/api/colloquy/v1/tags", { body: { name } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["tags"] }),
  });
}

export function useSamples() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => taken(api.POST("/api/colloquy/v1/sample-conversations")),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["conversations"] }),
  });
}

/** A key that can upload and read, in the name of whoever asks. */
export function useNewKey() {
  const queries = useQueryClient();
  const { session } = useAccount();
  return useMutation({
    mutationFn: () => {
      const scopes = ["engagements:read", "engagements:write", "transcript_timelines:read"];
      const body = { name: t("conversations.first.keyName"), scopes, user_id: session.user?.id };
      return taken(api.POST("/api/colloquy/v1/keys", { body }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["keys"] }),
  });
}
