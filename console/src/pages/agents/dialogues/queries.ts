/** Dialogues, beginning and changing them, and the channels by which they can be held. */
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import type { components, paths } from "../../../api/schema";

type ListPath = paths["/api/colloquy/v1/dialogues"]["get"];
export type DialogueQuery = Pick<NonNullable<ListPath["parameters"]["query"]>, "status" | "channel" | "agent_id">;
export type Dialogue = components["schemas"]["Dialogue"];
export type FullDialogue = components["schemas"]["FullDialogue"];
export type Begun = components["schemas"]["BegunDialogue"];
export type Message = components["schemas"]["DialogueMessage"];
export type ToolUse = components["schemas"]["ToolInvocation"];
export type Citation = components["schemas"]["Citation"];
export type Channel = components["schemas"]["DialogueChannel"];
export type Status = components["schemas"]["DialogueStatus"];
export type DialogueDraft = components["schemas"]["CreateDialogue"];
export type DialogueChange = components["schemas"]["UpdateDialogue"];
export type ChannelState = paths["/api/colloquy/v1/channels"]["get"]["responses"][200]["content"]["application/json"]["data"][number];

const DIALOGUES = ["dialogues"] as const;
export const LIST = [...DIALOGUES, "list"] as const;
export const keyOfOne = (id: string) => [...DIALOGUES, "one", id] as const;
const PAGE_ROWS = 50;
/** Without the stream of events somebody has to ask. */
const ASK_MS = 4_000;

const at = (id: string) => ({ params: { path: { dialogue_id: id } } });

export function useDialogues(query: DialogueQuery, isLive: boolean) {
  return useInfiniteQuery({
    queryKey: [...LIST, query],
    queryFn: ({ pageParam, signal }) => taken(api.GET("/api/colloquy/v1/dialogues", { params: { query: { ...query, limit: PAGE_ROWS, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    select: (list) => list.pages.flatMap((page) => page.data),
    placeholderData: keepPreviousData,
    refetchInterval: isLive ? false : ASK_MS,
  });
}

export function useDialogue(id: string, isLive: boolean) {
  return useQuery({
    queryKey: keyOfOne(id),
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/dialogues/{dialogue_id}", { ...at(id), signal })),
    refetchInterval: isLive ? false : ASK_MS,
  });
}

export function useChannels() {
  return useQuery({
    queryKey: ["channels"],
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/channels", { signal })),
    select: (list) => list.data,
  });
}

export function useBegin() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: DialogueDraft) => taken(api.POST("/api/colloquy/v1/dialogues", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: LIST }),
  });
}

export function useChangeDialogue(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: DialogueChange) => taken(api.PATCH("/api/colloquy/v1/dialogues/{dialogue_id}", { ...at(id), body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: DIALOGUES }),
  });
}
