/** Which agent answers where. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import { useChange } from "../shared/queries";
import type { Body, Row } from "../shared/wire";

export type InboundRoute = Row<"/api/colloquy/v1/inbound-routes">;
export type RouteDraft = Body<"/api/colloquy/v1/inbound-routes", "post">;
export type RouteChange = Body<"/api/colloquy/v1/inbound-routes/{inbound_route_id}", "patch">;
export type Channel = InboundRoute["channel"];

const ROUTES = ["settings", "inbound-routes"] as const;
const PAGE = 50;
/** As many as a list to choose from can show. */
const MOST_CHOICES = 200;

const at = (id: string) => ({ params: { path: { inbound_route_id: id } } });

export function useInboundRoutes() {
  return useInfiniteQuery({
    queryKey: ROUTES,
    queryFn: ({ pageParam }) => taken(api.GET("/api/colloquy/v1/inbound-routes", { params: { query: { page: pageParam, page_size: PAGE } } })),
    initialPageParam: 1,
    getNextPageParam: (last) => (last.page * last.page_size < last.total ? last.page + 1 : undefined),
    select: (list) => list.pages.flatMap((page) => page.data),
  });
}

export function useMakeRoute() {
  return useChange(ROUTES, (body: RouteDraft) => taken(api.POST("/api/colloquy/v1/inbound-routes", { body })));
}

export function useChangeRoute() {
  return useChange(ROUTES, ({ id, body }: { id: string; body: RouteChange }) =>
    taken(api.PATCH("/api/colloquy/v1/inbound-routes/{inbound_route_id}", { ...at(id), body })),
  );
}

export function useDeleteRoute() {
  return useChange(ROUTES, (id: string) => taken(api.DELETE("/api/colloquy/v1/inbound-routes/{inbound_route_id}", at(id))));
}

/** Agents and skills to choose from, by their ids. */
export function useAnswerers() {
  return useQuery({
    queryKey: [...ROUTES, "answerers"],
    queryFn: async () => {
      const params = { params: { query: { limit: MOST_CHOICES } } };
      const [agents, skills] = await Promise.all([taken(api.GET("/api/colloquy/v1/agents", params)), taken(api.GET("/api/colloquy/v1/skills", params))]);
      return {
        agents: agents.data.map((agent) => ({ id: agent.id, name: agent.spoken_name })),
        skills: skills.data.map((skill) => ({ id: skill.id, name: skill.name })),
      };
    },
  });
}

export type Answerers = NonNullable<ReturnType<typeof useAnswerers>["data"]>;
