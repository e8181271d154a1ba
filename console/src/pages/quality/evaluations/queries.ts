/** Evaluations, part by part, and what was found in them where a criterion is looked for. */
import { keepPreviousData, useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";

import { api, taken } from "../../../api/client";
import { type Filters, type Finding, FINDINGS, listQuery } from "../shared/filters";
import { keyOf } from "../shared/keys";
import { gather, nextPage } from "../shared/paging";
import { type CriterionResult, type Evaluation, isOpen } from "../shared/types";

const PAGE_ROWS = 50;
/** Each of these is looked into by a request of its own. */
const PAGE_ROWS_LOOKED_INTO = 20;
/** So many are shown, or so many parts read, before somebody has to ask for more. */
const ENOUGH = 10;
const MOST_PAGES = 5;
/** While some are being made somebody has to ask. */
const ASK_MS = 5_000;

const gathered = gather((row: Evaluation) => row.id);

function useList(filters: Filters) {
  const query = listQuery(filters);
  const size = filters.criterion_id ? PAGE_ROWS_LOOKED_INTO : PAGE_ROWS;
  return useInfiniteQuery({
    queryKey: [...keyOf.evaluations, "list", query, size],
    queryFn: ({ pageParam, signal }) =>
      taken(api.GET("/api/colloquy/v1/evaluations", { params: { query: { ...query, page: pageParam, page_size: size } }, signal })),
    initialPageParam: 1,
    getNextPageParam: nextPage,
    select: gathered,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.data.some(isOpen)) ? ASK_MS : false),
  });
}

/** What was found of a criterion in each of these; nothing for those that are on their way. */
function useResults(rows: Evaluation[], criterionId: string | undefined) {
  return useQueries({
    queries: (criterionId ? rows : []).map(({ id }) => ({
      queryKey: keyOf.evaluation(id),
      queryFn: ({ signal }: { signal: AbortSignal }) => taken(api.GET("/api/colloquy/v1/evaluations/{evaluation_id}", { params: { path: { evaluation_id: id } }, signal })),
      staleTime: 60_000,
    })),
    combine: (answers) => ({
      byId: new Map(
        answers.flatMap(({ data }) => {
          const found = data?.results?.criteria.find((one) => one.criterion_id === criterionId);
          return data && found ? [[data.id, found] as const] : [];
        }),
      ),
      isComing: answers.some((answer) => answer.isLoading),
      hasFailed: answers.some((answer) => answer.isError && !answer.data),
    }),
  });
}

/** Whether what was found is what is looked for, counted as the numbers over many count it. */
export function isFinding(result: CriterionResult, wanted: Finding): boolean {
  switch (wanted) {
    case "scored":
      return result.note != null;
    case "passed":
      return result.is_passed === true;
    case "not_passed":
      return result.is_passed === false;
    case "undecided":
      return result.decision == null && (result.is_unsure || result.answer == null);
    case "decided":
      return result.decision != null;
    case "not_applicable":
      return result.decision ? result.decision.answer.type === "not_applicable" : !result.is_unsure && result.answer?.type === "not_applicable";
  }
}

export interface Row {
  evaluation: Evaluation;
  /** Of the criterion that is looked for. */
  result: CriterionResult | undefined;
}

/** The evaluations that satisfy all filters, also those that the server has no filter for. */
export function useEvaluations(filters: Filters) {
  const list = useList(filters);
  const read = useMemo(() => (list.data?.rows ?? []).filter((row) => fits(row, filters)), [list.data, filters]);
  const results = useResults(read, filters.criterion_id);
  const wanted = FINDINGS.find((one) => one === filters.criterion_is);
  const { criterion_id: criterionId } = filters;
  const rows = useMemo<Row[]>(() => {
    if (!criterionId) return read.map((evaluation) => ({ evaluation, result: undefined }));
    return read.flatMap((evaluation) => {
      const result = results.byId.get(evaluation.id);
      return result && (!wanted || isFinding(result, wanted)) ? [{ evaluation, result }] : [];
    });
  }, [read, results.byId, criterionId, wanted]);
  const { hasNextPage, isFetching, isFetchNextPageError, isPlaceholderData, fetchNextPage } = list;
  const parts = Math.ceil((list.data?.rows.length ?? 0) / (criterionId ? PAGE_ROWS_LOOKED_INTO : PAGE_ROWS));
  // A part of which little fits is no page yet.
  const isShort = rows.length < ENOUGH && parts < MOST_PAGES && hasNextPage && !isFetching && !isFetchNextPageError && !isPlaceholderData && !results.isComing;
  useEffect(() => {
    if (isShort) void fetchNextPage();
  }, [isShort, fetchNextPage]);
  return { list, rows, isLooking: results.isComing || isShort, hasFailed: results.hasFailed };
}

/** What the page looks for by itself. One that was replaced counts nowhere and is left out, unless it is asked for. */
function fits(evaluation: Evaluation, filters: Filters): boolean {
  if (!evaluation.is_current && filters.replaced !== "true") return false;
  return !filters.auto_failed || (evaluation.is_auto_failed ?? false) === (filters.auto_failed === "true");
}
