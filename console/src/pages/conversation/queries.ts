/** A conversation as the server has it, and as it changes there. */
import { type QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";

import { api, taken } from "../../api/client";
import { type LiveEvent, useLive } from "../../app/live";
import { isListening } from "../../app/stream";
import { type Full, isOpen, type Recording, type StageName } from "./types";

export const keyOf = {
  /** Everything that is read of one conversation. */
  all: (id: string) => ["conversations", "one", id] as const,
  full: (id: string) => ["conversations", "one", id, "full"] as const,
  comments: (id: string) => ["conversations", "one", id, "comments"] as const,
  shares: (id: string) => ["conversations", "one", id, "shares"] as const,
  revisions: (id: string) => ["conversations", "one", id, "revisions"] as const,
  traces: (id: string) => ["conversations", "one", id, "traces"] as const,
  evaluations: (id: string) => ["evaluations", "of", id] as const,
};

/** Between an event and the reading that it is a reason for. */
const PAUSE_MS = 400;
/** Without the stream of events somebody has to ask. */
const ASK_MS = 5_000;
const COMMENTS_PAGE = 200;

export const at = (id: string) => ({ params: { path: { conversation_id: id } } });

export function useConversation(id: string) {
  const isConnected = useLiveConversation(id);
  return useQuery({
    queryKey: keyOf.full(id),
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/conversations/{conversation_id}", { ...at(id), signal })),
    staleTime: 30_000,
    refetchInterval: (query) => (!isConnected && query.state.data?.stages.some(isOpen) ? ASK_MS : false),
  });
}

/** Reads again what is shown of a conversation, soon after the server told that it changed. */
function useLiveConversation(id: string): boolean {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const listener = useCallback(
    (event: LiveEvent | "reconnected") => {
      // The address may spell the id otherwise.
      const own = queries.getQueryData<Full>(keyOf.full(id))?.id ?? id;
      if ((event !== "reconnected" && event.data.conversation_id !== own) || timer.current) return;
      const read = () => {
        timer.current = undefined;
        // What is under way may have been read before the event.
        if (queries.isFetching({ queryKey: keyOf.full(id) }) > 0) {
          timer.current = setTimeout(read, PAUSE_MS);
          return;
        }
        void queries.invalidateQueries({ queryKey: keyOf.all(id) });
        void queries.invalidateQueries({ queryKey: keyOf.evaluations(id) });
      };
      timer.current = setTimeout(read, PAUSE_MS);
    },
    [queries, id],
  );
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return useLive(listener).isConnected;
}

/**
 * Changes what is shown at once, by what the server answered. The rest is read again when the server tells of the change, and
 * where it does not, when somebody looks next.
 */
export function adapt(queries: QueryClient, id: string, change: (full: Full) => Full): void {
  queries.setQueryData<Full>(keyOf.full(id), (full) => full && change(full));
  void queries.invalidateQueries({ queryKey: keyOf.full(id), refetchType: isListening() ? "none" : "active" });
}

/** A new link to a recording. */
export async function newLink(queries: QueryClient, id: string, recordingId: string): Promise<string> {
  const full = await queries.fetchQuery({
    queryKey: keyOf.full(id),
    queryFn: () => taken(api.GET("/api/colloquy/v1/conversations/{conversation_id}", at(id))),
    staleTime: 0,
  });
  const recording = full.recordings.find((one) => one.id === recordingId);
  if (!recording) throw new Error(recordingId);
  return linkOf(recording);
}

/** The link by the name under which this page was opened: recordings come from the same server. */
export function linkOf(recording: Recording): string {
  const { pathname, search } = new URL(recording.media_url, window.location.origin);
  return pathname + search;
}

export function useComments(id: string, isWanted: boolean) {
  return useInfiniteQuery({
    queryKey: keyOf.comments(id),
    queryFn: ({ pageParam, signal }) =>
      taken(
        api.GET("/api/colloquy/v1/conversations/{conversation_id}/comments", {
          params: { path: { conversation_id: id }, query: { limit: COMMENTS_PAGE, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled: isWanted,
  });
}

export function useTraces(id: string, isWanted: boolean) {
  return useQuery({
    queryKey: keyOf.traces(id),
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/conversations/{conversation_id}/traces", { ...at(id), signal })),
    enabled: isWanted,
  });
}

/** Title, owner, and who may see it. */
export function useUpdate(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { title?: string; is_private?: boolean; owner_user_id?: string | null }) =>
      taken(api.PATCH("/api/colloquy/v1/conversations/{conversation_id}", { ...at(id), body })),
    onSuccess: (conversation) => adapt(queries, id, (full) => ({ ...full, ...conversation })),
  });
}

export function useDelete(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => taken(api.DELETE("/api/colloquy/v1/conversations/{conversation_id}", at(id))),
    onSuccess: () => {
      queries.removeQueries({ queryKey: keyOf.all(id) });
      void queries.invalidateQueries({ queryKey: ["conversations", "list"] });
    },
  });
}

/** Has a step of the processing done again. */
export function useRunStage(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (stage: StageName) =>
      taken(api.POST("/api/colloquy/v1/conversations/{conversation_id}/stages/{stage}/run", { params: { path: { conversation_id: id, stage } } })),
    onSuccess: (stage) => {
      adapt(queries, id, (full) => ({ ...full, stages: full.stages.map((one) => (one.name === stage.name ? stage : one)) }));
      void queries.invalidateQueries({ queryKey: keyOf.evaluations(id) });
    },
  });
}
