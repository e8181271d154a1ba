/** Corrections of the transcript, and its revisions. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import { ApiError } from "../../../api/errors";
import { adapt, at, keyOf } from "../queries";
import type { Change, Transcript } from "../types";

/** Somebody else corrected the transcript in the meantime. */
export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.code === "revision_conflict";
}

function useTaken(id: string) {
  const queries = useQueryClient();
  return (transcript: Transcript) => {
    adapt(queries, id, (full) => ({ ...full, transcript }));
    void queries.invalidateQueries({ queryKey: keyOf.revisions(id) });
  };
}

/** Corrects what was said by whom. `revision` is the one that the person saw. */
export function useCorrect(id: string) {
  const onSuccess = useTaken(id);
  return useMutation({
    mutationFn: ({ revision, changes }: { revision: number; changes: Change[] }) =>
      taken(
        api.PATCH("/api/colloquy/v1/conversations/{conversation_id}/transcript", { ...at(id), body: { base_revision: revision, changes } }),
      ),
    onSuccess,
  });
}

/** Takes the newest version; the answer is that version. */
export function useNewest(id: string) {
  const onSuccess = useTaken(id);
  return useMutation({
    mutationFn: () => taken(api.GET("/api/colloquy/v1/conversations/{conversation_id}/transcript", at(id))) as Promise<Transcript>,
    onSuccess,
  });
}

export function useRevisions(id: string) {
  return useQuery({
    queryKey: keyOf.revisions(id),
    queryFn: ({ signal }) =>
      taken(api.GET("/api/colloquy/v1/conversations/{conversation_id}/transcript/revisions", { ...at(id), signal })),
  });
}

const one = (id: string, revision: number) => ({ params: { path: { conversation_id: id, revision_number: revision } } });

export function useRevision(id: string, revision: number) {
  return useQuery({
    queryKey: [...keyOf.revisions(id), revision],
    queryFn: ({ signal }) =>
      taken(api.GET("/api/colloquy/v1/conversations/{conversation_id}/transcript/revisions/{revision_number}", { ...one(id, revision), signal })),
    staleTime: Infinity,
  });
}

export function useRestore(id: string) {
  const onSuccess = useTaken(id);
  return useMutation({
    mutationFn: (revision: number) =>
      taken(api.POST("/api/colloquy/v1/conversations/{conversation_id}/transcript/revisions/{revision_number}/restore", one(id, revision))),
    onSuccess,
  });
}
