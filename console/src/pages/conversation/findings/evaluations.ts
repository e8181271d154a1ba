/** Evaluations of a conversation, and what people decide about them. */
import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import { keyOf } from "../queries";
import type { Criterion, CriterionAnswer, Evaluation } from "../types";

/** The newest of each project, with what was found. */
export function useEvaluations(id: string, conversationId: string, isWanted: boolean) {
  return useQuery({
    queryKey: keyOf.evaluations(id),
    queryFn: async ({ signal }) => {
      const query = { conversation_id: conversationId, page_size: 100 };
      const { data } = await taken(api.GET("/api/colloquy/v1/evaluations", { params: { query }, signal }));
      const current = data.filter((evaluation) => evaluation.is_current);
      return Promise.all(
        current.map((evaluation) =>
          taken(api.GET("/api/colloquy/v1/evaluations/{evaluation_id}", { params: { path: { evaluation_id: evaluation.id } }, signal })),
        ),
      );
    },
    enabled: isWanted,
  });
}

/** The criteria by which an evaluation was made, by id. */
export function useCriteria(evaluations: Evaluation[]): ReadonlyMap<string, Criterion> {
  return useQueries({
    queries: evaluations.map(({ scorecard_id: scorecard, scorecard_version: version }) => ({
      queryKey: ["scorecards", scorecard, "versions", version],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        taken(
          api.GET("/api/colloquy/v1/scorecards/{scorecard_id}/versions/{version_number}", {
            params: { path: { scorecard_id: scorecard, version_number: version } },
            signal,
          }),
        ),
      staleTime: Infinity,
    })),
    combine: (answers) =>
      new Map(
        answers.flatMap(({ data }) =>
          (data?.sections ?? []).flatMap((section) => section.criteria.map((criterion) => [`${data?.scorecard_id} ${criterion.id}`, criterion] as const)),
        ),
      ),
  });
}

function useShown(id: string) {
  const queries = useQueryClient();
  return (changed: Evaluation) => {
    queries.setQueryData<Evaluation[]>(keyOf.evaluations(id), (all) => all?.map((one) => (one.id === changed.id ? changed : one)));
    void queries.invalidateQueries({ queryKey: ["evaluations"] });
  };
}

/** Says what counts of a criterion; without an answer the machine's is confirmed. */
export function useDecide(id: string, evaluationId: string) {
  const onSuccess = useShown(id);
  return useMutation({
    mutationFn: (verdict: { criterion_id: string; answer?: CriterionAnswer; reason?: string }) =>
      taken(
        api.POST("/api/colloquy/v1/evaluations/{evaluation_id}/reviews", {
          params: { path: { evaluation_id: evaluationId } },
          body: { verdicts: [verdict] },
        }),
      ),
    onSuccess,
  });
}

/** Contradicts what counts. */
export function useDispute(id: string, evaluationId: string) {
  const onSuccess = useShown(id);
  return useMutation({
    mutationFn: (body: { criterion_id: string; reason: string }) =>
      taken(api.POST("/api/colloquy/v1/evaluations/{evaluation_id}/disputes", { params: { path: { evaluation_id: evaluationId } }, body })),
    onSuccess,
  });
}

/** Has a conversation evaluated within a project. */
export function useEvaluateAgain(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (evaluationId: string) =>
      taken(api.POST("/api/colloquy/v1/evaluations/{evaluation_id}/evaluate", { params: { path: { evaluation_id: evaluationId } } })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["evaluations"] });
      void queries.invalidateQueries({ queryKey: keyOf.full(id) });
    },
  });
}
