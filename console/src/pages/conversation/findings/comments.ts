/** Comments on a conversation. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import { at, keyOf } from "../queries";

function useCommented<Sent, Got>(id: string, send: (sent: Sent) => Promise<Got>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => queries.invalidateQueries({ queryKey: keyOf.comments(id) }) });
}

export function useAddComment(id: string) {
  return useCommented(id, (body: { body: string; entry_id?: number; start_seconds?: number }) =>
    taken(api.POST("/api/colloquy/v1/conversations/{conversation_id}/comments", { ...at(id), body })),
  );
}

const one = (commentId: string) => ({ params: { path: { comment_id: commentId } } });

export function useResolveComment(id: string) {
  return useCommented(id, ({ commentId, status }: { commentId: string; status: "open" | "resolved" }) =>
    taken(api.PATCH("/api/colloquy/v1/comments/{comment_id}", { ...one(commentId), body: { status } })),
  );
}

export function useDropComment(id: string) {
  return useCommented(id, (commentId: string) => taken(api.DELETE("/api/colloquy/v1/comments/{comment_id}", one(commentId))));
}
