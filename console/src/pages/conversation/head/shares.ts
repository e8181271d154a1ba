/** Links that show a conversation to people without an account. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import { at, keyOf } from "../queries";

export function useShares(id: string) {
  return useQuery({
    queryKey: keyOf.shares(id),
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/conversations/{conversation_id}/shares", { ...at(id), signal })),
  });
}

export function useShare(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { expires_in_hours: number; with_recording: boolean }) =>
      taken(api.POST("/api/colloquy/v1/conversations/{conversation_id}/shares", { ...at(id), body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: keyOf.shares(id) }),
  });
}

export function useRevoke(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (shareId: string) => taken(api.DELETE("/api/colloquy/v1/shares/{share_id}", { params: { path: { share_id: shareId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: keyOf.shares(id) }),
  });
}
