/** What several of these pages read: projects and scorecards to choose from, and where evaluations belong. */
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import { api, taken } from "../../../api/client";
import { useAccount } from "../../../app/session";
import { keyOf } from "./keys";
import { nextPage } from "./paging";
import type { Criterion, CriterionNumbers, Group, NumbersQuery, Project } from "./types";

/** As many as the server gives at once. */
const MOST_ROWS = 100;
const MOST_PAGES = 10;
/** While some are being made somebody has to ask. */
const ASK_MS = 3_000;

/** All projects, for choosing one. */
export function useProjectChoices(isWanted = true) {
  const { may } = useAccount();
  return useQuery({
    queryKey: [...keyOf.projects, "all"],
    queryFn: async ({ signal }) => {
      const all: Project[] = [];
      for (let page: number | undefined = 1; page !== undefined && page <= MOST_PAGES; ) {
        const found = await projectsPage(page, signal);
        all.push(...found.data);
        page = nextPage(found);
      }
      return all;
    },
    enabled: isWanted && may("engagements:read"),
  });
}

function projectsPage(page: number, signal: AbortSignal) {
  return taken(api.GET("/api/colloquy/v1/projects", { params: { query: { page, page_size: MOST_ROWS } }, signal }));
}

export function useScorecards() {
  const { may } = useAccount();
  return useQuery({
    queryKey: [...keyOf.scorecards, "all"],
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/scorecards", { signal })),
    select: (list) => list.data,
    enabled: may("evaluations:read"),
  });
}

/** The criteria of one version of a scorecard; it never changes. */
export function useVersion(scorecardId: string | undefined, number: number | undefined) {
  return useQuery({
    queryKey: keyOf.version(scorecardId ?? "", number ?? 0),
    queryFn: ({ signal }) =>
      taken(
        api.GET("/api/colloquy/v1/scorecards/{scorecard_id}/versions/{version_number}", {
          params: { path: { scorecard_id: scorecardId ?? "", version_number: number ?? 0 } },
          signal,
        }),
      ),
    staleTime: Infinity,
    enabled: scorecardId !== undefined && number !== undefined,
  });
}

export function criteriaOf(sections: readonly { criteria: Criterion[] }[]): Criterion[] {
  return sections.flatMap((section) => section.criteria);
}

export type Grouping = "campaigns" | "call-centers" | "executives";

/** The numbers of each campaign, call center or person. */
export function useGroups(grouping: Grouping, query: NumbersQuery = {}, isWanted = true) {
  const { may } = useAccount();
  return useQuery({
    queryKey: [...keyOf.numbers, grouping, query],
    queryFn: async ({ signal }): Promise<Group[]> => {
      const asked = { params: { query }, signal };
      switch (grouping) {
        case "campaigns":
          return (await taken(api.GET("/api/colloquy/v1/quality/campaigns", asked))).data;
        case "call-centers":
          return (await taken(api.GET("/api/colloquy/v1/quality/call-centers", asked))).data;
        case "executives":
          return (await taken(api.GET("/api/colloquy/v1/quality/executives", asked))).data;
      }
    },
    placeholderData: (before, asked) => (asked?.queryKey[1] === grouping ? before : undefined),
    enabled: isWanted && may("analytics:read"),
  });
}

/** The numbers of each criterion. */
export function useCriteriaNumbers(query: NumbersQuery = {}, isWanted = true) {
  const { may } = useAccount();
  return useQuery({
    queryKey: [...keyOf.numbers, "criteria", query],
    queryFn: async ({ signal }): Promise<CriterionNumbers[]> =>
      (await taken(api.GET("/api/colloquy/v1/quality/criteria", { params: { query }, signal }))).data,
    placeholderData: keepPreviousData,
    enabled: isWanted && may("analytics:read"),
  });
}

/** The numbers of all evaluations that fit. Once more of them are scored, all other numbers are asked for anew. */
export function useSummary(query: NumbersQuery = {}, isWanted = true) {
  const { may } = useAccount();
  const queries = useQueryClient();
  const summary = useQuery({
    queryKey: [...keyOf.numbers, "summary", query],
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/quality/summary", { params: { query }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data && state.data.pending > 0 ? ASK_MS : false),
    enabled: isWanted && may("analytics:read"),
  });
  const { completed, pending } = summary.data ?? {};
  const isFirst = useRef(true);
  useEffect(() => {
    if (completed === undefined) return;
    if (!isFirst.current) void queries.invalidateQueries({ queryKey: keyOf.numbers, predicate: ({ queryKey }) => queryKey[1] !== "summary" });
    isFirst.current = false;
  }, [queries, completed, pending]);
  return summary;
}
