/** Scorecards: reading them and their versions, making, changing and removing them. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import type { components } from "../../../api/schema";
import { keyOf } from "../shared/keys";

export type NewScorecard = components["schemas"]["CreateScorecard"];
export type ScorecardChange = components["schemas"]["UpdateScorecard"];

const at = (id: string) => ({ params: { path: { scorecard_id: id } } });
const oneKey = (id: string) => [...keyOf.scorecards, "one", id];

export function useScorecard(id: string) {
  return useQuery({
    queryKey: oneKey(id),
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/scorecards/{scorecard_id}", { ...at(id), signal })),
  });
}

/** All versions, the newest first. */
export function useVersions(id: string, isWanted = true) {
  return useQuery({
    queryKey: [...keyOf.scorecards, "all-versions", id],
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/scorecards/{scorecard_id}/versions", { ...at(id), signal })),
    select: (list) => [...list.data].sort((one, other) => other.number - one.number),
    enabled: isWanted,
  });
}

export function useMakeScorecard() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewScorecard) => taken(api.POST("/api/colloquy/v1/scorecards", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: keyOf.scorecards }),
  });
}

export function useChangeScorecard(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ScorecardChange) => taken(api.PATCH("/api/colloquy/v1/scorecards/{scorecard_id}", { ...at(id), body })),
    onSuccess: (scorecard) => {
      queries.setQueryData(oneKey(id), scorecard);
      void queries.invalidateQueries({ queryKey: keyOf.scorecards });
    },
  });
}

export function useDeleteScorecard(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => taken(api.DELETE("/api/colloquy/v1/scorecards/{scorecard_id}", at(id))),
    onSuccess: () => {
      queries.removeQueries({ queryKey: oneKey(id) });
      void queries.invalidateQueries({ queryKey: [...keyOf.scorecards, "all"] });
    },
  });
}
