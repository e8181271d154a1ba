/** The people of the workspace. */
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import { SESSION } from "../../../app/keys";
import { keyOf, useChange } from "../shared/queries";
import type { Body } from "../shared/wire";

export type UserDraft = Body<"/api/colloquy/v1/users", "post">;
export type UserChange = Body<"/api/colloquy/v1/users/{user_id}", "patch">;

export function useUsers(search: string) {
  return useInfiniteQuery({
    queryKey: [...keyOf.users, "list", search],
    queryFn: ({ pageParam }) =>
      taken(api.GET("/api/colloquy/v1/users", { params: { query: { ...(search && { search }), ...(pageParam && { cursor: pageParam }) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    select: (list) => list.pages.flatMap((page) => page.data),
    placeholderData: keepPreviousData,
  });
}

export function useMakeUser() {
  return useChange(keyOf.users, (body: UserDraft) => taken(api.POST("/api/colloquy/v1/users", { body })));
}

export function useChangeUser() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: UserChange }) =>
      taken(api.PATCH("/api/colloquy/v1/users/{user_id}", { params: { path: { user_id: id } }, body })),
    // It may be oneself.
    onSuccess: () => Promise.all([queries.invalidateQueries({ queryKey: keyOf.users }), queries.invalidateQueries({ queryKey: SESSION })]),
  });
}
