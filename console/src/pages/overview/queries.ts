/** The numbers of the overview, and what they can be narrowed by. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, taken } from "../../api/client";
import type { components, paths } from "../../api/schema";

export type Overview = components["schemas"]["Overview"];
export type Numbers = components["schemas"]["OverviewNumbers"];
export type OverviewQuery = NonNullable<paths["/api/colloquy/v1/overview"]["get"]["parameters"]["query"]>;

export function useOverview(query: OverviewQuery) {
  return useQuery({
    queryKey: ["overview", query],
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/overview", { params: { query }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
