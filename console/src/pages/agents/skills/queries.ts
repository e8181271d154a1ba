/** Skills: tasks that agents carry out. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import type { components } from "../../../api/schema";

export type Skill = components["schemas"]["Skill"];
export type SkillDraft = components["schemas"]["CreateSkill"];

const SKILLS = ["skills"] as const;
const PAGE_ROWS = 50;

const at = (id: string) => ({ params: { path: { skill_id: id } } });

export function useSkills() {
  return useInfiniteQuery({
    queryKey: [...SKILLS, "list"],
    queryFn: ({ pageParam, signal }) => taken(api.GET("/api/colloquy/v1/skills", { params: { query: { limit: PAGE_ROWS, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    select: (list) => list.pages.flatMap((page) => page.data),
  });
}

export function useSkill(id: string | undefined) {
  return useQuery({
    queryKey: [...SKILLS, "one", id],
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/skills/{skill_id}", { ...at(id ?? ""), signal })),
    enabled: id !== undefined,
  });
}

/** Makes a skill, or changes the one with this id. */
export function useSaveSkill(id: string | undefined) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: SkillDraft) =>
      id === undefined
        ? taken(api.POST("/api/colloquy/v1/skills", { body }))
        : taken(api.PATCH("/api/colloquy/v1/skills/{skill_id}", { ...at(id), body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: SKILLS }),
  });
}

export function useDeleteSkill() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => taken(api.DELETE("/api/colloquy/v1/skills/{skill_id}", at(id))),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...SKILLS, "list"] }),
  });
}
