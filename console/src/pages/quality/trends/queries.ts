/** The numbers of each day, week or month. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import type { TrendGranularity } from "../shared/filters";
import { keyOf } from "../shared/keys";
import type { NumbersQuery } from "../shared/types";

export function useTrends(query: NumbersQuery, step: TrendGranularity, isWanted: boolean) {
  return useQuery({
    queryKey: [...keyOf.numbers, "trends", query, step],
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/quality/trends", { params: { query: { ...query, granularity: step } }, signal })),
    select: (list) => list.data,
    placeholderData: keepPreviousData,
    enabled: isWanted,
  });
}
