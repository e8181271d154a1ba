/** One evaluation, what people said of it, and saying something of it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import { keyOf, scoresChanged } from "../shared/keys";
import { type Answer, type EvaluationWithResults, isOpen } from "../shared/types";

/** While it is being made somebody has to ask. */
const ASK_MS = 2_000;

const at = (id: string) => ({ params: { path: { evaluation_id: id } } });

export function useEvaluation(id: string) {
  return useQuery({
    queryKey: keyOf.evaluation(id),
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/evaluations/{evaluation_id}", { ...at(id), signal })),
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? ASK_MS : false),
  });
}

/** Everything that was said of it, oldest first. */
export function useReviews(id: string) {
  return useQuery({
    queryKey: keyOf.reviews(id),
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/evaluations/{evaluation_id}/reviews", { ...at(id), signal })),
    select: (list) => list.data,
  });
}

/** Sends what a person says; the evaluation as it is then is shown at once. */
function useSaying<Said>(id: string, send: (said: Said) => Promise<EvaluationWithResults>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (changed) => {
      queries.setQueryData(keyOf.evaluation(id), changed);
      scoresChanged(queries);
    },
  });
}

export interface Verdict {
  criterion_id: string;
  /** Without it the machine's is confirmed. */
  answer?: Answer;
  reason?: string;
}

export function useDecide(id: string) {
  return useSaying(id, (verdict: Verdict) =>
    taken(api.POST("/api/colloquy/v1/evaluations/{evaluation_id}/reviews", { ...at(id), body: { verdicts: [verdict] } })),
  );
}

export function useDispute(id: string) {
  return useSaying(id, (body: { criterion_id: string; reason: string }) =>
    taken(api.POST("/api/colloquy/v1/evaluations/{evaluation_id}/disputes", { ...at(id), body })),
  );
}

export function useClose(id: string) {
  return useSaying(id, (reason: string) =>
    taken(api.POST("/api/colloquy/v1/evaluations/{evaluation_id}/close", { ...at(id), body: reason ? { reason } : {} })),
  );
}

/** Has the conversation scored anew; the answer is the new evaluation. */
export function useEvaluateAgain(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => taken(api.POST("/api/colloquy/v1/evaluations/{evaluation_id}/evaluate", at(id))),
    onSuccess: () => scoresChanged(queries),
  });
}
