/** Projects: reading, making and changing them, and putting conversations into them. */
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import type { components } from "../../../api/schema";
import { useAccount } from "../../../app/session";
import { messageOf } from "../../../ui/State";
import { keyOf, scoresChanged } from "../shared/keys";
import { gather, nextPage } from "../shared/paging";
import { isOpen, type Project } from "../shared/types";

type Schemas = components["schemas"];
export type NewProject = Schemas["CreateProject"];
export type ProjectChange = Schemas["UpdateProject"];
export type Conversation = Schemas["ListedConversation"];

const PAGE_ROWS = 50;
const FOUND_ROWS = 20;
/** So many of the newest evaluations stand on the page of a project. */
const NEWEST_ROWS = 10;
/** While some are being made somebody has to ask. */
const ASK_MS = 5_000;

export interface ProjectFilter {
  status?: string;
  kind?: string;
}

const gathered = gather((row: Project) => row.id);

export function useProjects(filter: ProjectFilter) {
  return useInfiniteQuery({
    queryKey: [...keyOf.projects, "list", filter],
    queryFn: ({ pageParam, signal }) => taken(api.GET("/api/colloquy/v1/projects", { params: { query: { ...filter, page: pageParam, page_size: PAGE_ROWS } }, signal })),
    initialPageParam: 1,
    getNextPageParam: nextPage,
    select: gathered,
    placeholderData: keepPreviousData,
  });
}

export function useProject(id: string) {
  return useQuery({
    queryKey: [...keyOf.projects, "one", id],
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/projects/{project_id}", { params: { path: { project_id: id } }, signal })),
  });
}

export function useMakeProject() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewProject) => taken(api.POST("/api/colloquy/v1/projects", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: keyOf.projects }),
  });
}

export function useChangeProject(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ProjectChange) => taken(api.PATCH("/api/colloquy/v1/projects/{project_id}", { params: { path: { project_id: id } }, body })),
    onSuccess: (project) => {
      queries.setQueryData([...keyOf.projects, "one", id], project);
      void queries.invalidateQueries({ queryKey: keyOf.projects });
      void queries.invalidateQueries({ queryKey: keyOf.queue });
    },
  });
}

/** The newest evaluations of a project. */
export function useNewest(projectId: string) {
  const { may } = useAccount();
  return useQuery({
    queryKey: [...keyOf.evaluations, "newest", projectId],
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/evaluations", { params: { query: { project_id: projectId, page_size: NEWEST_ROWS } }, signal })),
    refetchInterval: ({ state }) => (state.data?.data.some(isOpen) ? ASK_MS : false),
    enabled: may("evaluations:read"),
  });
}

/** Conversations to choose from. */
export function useFound(search: string) {
  return useInfiniteQuery({
    queryKey: ["conversations", "choices", search],
    queryFn: ({ pageParam, signal }) =>
      taken(api.GET("/api/colloquy/v1/conversations", { params: { query: { ...(search && { search }), limit: FOUND_ROWS, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    select: ({ pages }) => pages.flatMap((page) => page.data),
    placeholderData: keepPreviousData,
  });
}

export interface Chosen {
  id: string;
  title: string;
}
export interface Added {
  done: number;
  /** Those that it was stopped before. */
  left: Chosen[];
  failed: { conversation: Chosen; message: string }[];
}

/** Puts conversations into a project, one after the other, until `signal`; `onStep` is told how many were handed over. */
export function useAddConversations(projectId: string, onStep: (done: number) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ chosen, scorecardId, signal }: { chosen: Chosen[]; scorecardId: string; signal: AbortSignal }): Promise<Added> => {
      const added: Added = { done: 0, left: [], failed: [] };
      for (const [at, conversation] of chosen.entries()) {
        if (signal.aborted) return { ...added, left: chosen.slice(at) };
        onStep(at);
        const body = { conversation_id: conversation.id, ...(scorecardId && { scorecard_id: scorecardId }) };
        try {
          await taken(api.POST("/api/colloquy/v1/projects/{project_id}/evaluations", { params: { path: { project_id: projectId } }, body }));
          added.done += 1;
        } catch (error) {
          added.failed.push({ conversation, message: messageOf(error) });
        }
      }
      return added;
    },
    onSettled: () => scoresChanged(queries),
  });
}
