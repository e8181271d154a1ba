/** Rules, what they would do, and what they did. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import { useChange } from "../shared/queries";
import type { Answer, Body, Row } from "../shared/wire";

export type Workflow = Row<"/api/colloquy/v1/workflows">;
export type WorkflowDraft = Body<"/api/colloquy/v1/workflows", "post">;
export type WorkflowChange = Body<"/api/colloquy/v1/workflows/{workflow_id}", "patch">;
export type Trigger = Workflow["when"];
export type WorkflowFilter = Workflow["filter"];
export type WorkflowAction = Workflow["actions"][number];
export type WorkflowRun = Row<"/api/colloquy/v1/workflows/{workflow_id}/runs">;
export type RunStatus = WorkflowRun["status"];
export type Preview = Answer<"/api/colloquy/v1/workflows/{workflow_id}/preview", "post">;

const WORKFLOWS = ["settings", "workflows"] as const;
const RUNS = ["settings", "workflow-runs"] as const;
/** While a run is under way it is looked at so often. */
const LOOK_MS = 2_000;

const at = (id: string) => ({ params: { path: { workflow_id: id } } });

export function useWorkflows() {
  return useQuery({ queryKey: WORKFLOWS, queryFn: () => taken(api.GET("/api/colloquy/v1/workflows")), select: (list) => list.data });
}

export function useWorkflow(id: string) {
  return useQuery({ queryKey: [...WORKFLOWS, id], queryFn: () => taken(api.GET("/api/colloquy/v1/workflows/{workflow_id}", at(id))) });
}

export function useMakeWorkflow() {
  return useChange(WORKFLOWS, (body: WorkflowDraft) => taken(api.POST("/api/colloquy/v1/workflows", { body })));
}

export function useChangeWorkflow() {
  return useChange(WORKFLOWS, ({ id, body }: { id: string; body: WorkflowChange }) => taken(api.PATCH("/api/colloquy/v1/workflows/{workflow_id}", { ...at(id), body })));
}

export function useDeleteWorkflow() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => taken(api.DELETE("/api/colloquy/v1/workflows/{workflow_id}", at(id))),
    // Its own page may still be shown: reading it again would only find that it is gone.
    onSuccess: () => queries.invalidateQueries({ queryKey: WORKFLOWS, exact: true }),
  });
}

export function useRotateWorkflowSecret(id: string) {
  return useChange(WORKFLOWS, () => taken(api.POST("/api/colloquy/v1/workflows/{workflow_id}/rotate-secret", at(id))));
}

/** What a rule would do for a conversation; nothing is done. */
export function usePreview(id: string) {
  return useMutation({
    mutationFn: (conversation_id: string) => taken(api.POST("/api/colloquy/v1/workflows/{workflow_id}/preview", { ...at(id), body: { conversation_id } })),
  });
}

/** What a rule did, the newest first. */
export function useRuns(id: string) {
  return useInfiniteQuery({
    queryKey: [...RUNS, id],
    queryFn: ({ pageParam }) =>
      taken(
        api.GET("/api/colloquy/v1/workflows/{workflow_id}/runs", {
          params: { path: { workflow_id: id }, query: { ...(pageParam && { before: pageParam }) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_before ?? undefined,
    select: (list) => list.pages.flatMap((page) => page.data),
    refetchInterval: (query) => (query.state.data?.pages.some((page) => page.data.some((run) => run.status === "pending")) ? LOOK_MS : false),
  });
}

export function useRetryRun() {
  return useChange(RUNS, (id: string) => taken(api.POST("/api/colloquy/v1/workflow_runs/{workflow_run_id}/retry", { params: { path: { workflow_run_id: id } } })));
}
