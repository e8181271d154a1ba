/** What people say in place of what was found. Each answer of the server is shown at once. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import { adapt, at } from "../queries";
import type { ActionItem, Full } from "../types";

/** Sends a change, and shows what `show` makes of the answer. */
function useInsight<Sent, Got>(id: string, send: (sent: Sent) => Promise<Got>, show: (full: Full, got: Got, sent: Sent) => Full) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: (got, sent) => adapt(queries, id, (full) => show(full, got, sent)) });
}

export function useSetSummary(id: string) {
  return useInsight(
    id,
    (text: string) => taken(api.PUT("/api/colloquy/v1/conversations/{conversation_id}/summary", { ...at(id), body: { text } })),
    (full, summary) => ({ ...full, summary }),
  );
}

export function useSetSentiment(id: string) {
  return useInsight(
    id,
    (overall: number) => taken(api.PUT("/api/colloquy/v1/conversations/{conversation_id}/sentiment", { ...at(id), body: { overall } })),
    (full, sentiment) => ({ ...full, sentiment }),
  );
}

export interface ItemDraft {
  text: string;
  assignee: string | null;
  due_on: string | null;
}

const item = (id: string, itemId: string) => ({ params: { path: { conversation_id: id, action_item_id: itemId } } });

export function useAddItem(id: string) {
  return useInsight(
    id,
    ({ assignee, due_on, ...rest }: ItemDraft & { evidence_entry_ids?: number[] }) =>
      taken(
        api.POST("/api/colloquy/v1/conversations/{conversation_id}/action-items", {
          ...at(id),
          body: { ...rest, ...(assignee && { assignee }), ...(due_on && { due_on }) },
        }),
      ),
    (full, added) => ({ ...full, action_items: [...full.action_items, added] }),
  );
}

export function useChangeItem(id: string) {
  return useInsight(
    id,
    ({ itemId, ...body }: Partial<ItemDraft> & { itemId: string; is_done?: boolean }) =>
      taken(api.PATCH("/api/colloquy/v1/conversations/{conversation_id}/action-items/{action_item_id}", { ...item(id, itemId), body })),
    (full, changed: ActionItem) => ({ ...full, action_items: full.action_items.map((one) => (one.id === changed.id ? changed : one)) }),
  );
}

export function useDropItem(id: string) {
  return useInsight(
    id,
    (itemId: string) => taken(api.DELETE("/api/colloquy/v1/conversations/{conversation_id}/action-items/{action_item_id}", item(id, itemId))),
    (full, _, itemId) => ({ ...full, action_items: full.action_items.filter((one) => one.id !== itemId) }),
  );
}

export function useAnswerSignal(id: string) {
  return useInsight(
    id,
    ({ signalId, value }: { signalId: string; value: boolean | number | string | null }) =>
      taken(
        api.PATCH("/api/colloquy/v1/conversations/{conversation_id}/signals/{signal_id}", {
          params: { path: { conversation_id: id, signal_id: signalId } },
          body: { value },
        }),
      ),
    (full, answered) => ({ ...full, signals: full.signals.map((one) => (one.id === answered.id ? answered : one)) }),
  );
}

const tag = (id: string, tagId: string) => ({ params: { path: { conversation_id: id, tag_id: tagId } } });

export function useGiveTag(id: string) {
  return useInsight(
    id,
    (tagId: string) => taken(api.PUT("/api/colloquy/v1/conversations/{conversation_id}/tags/{tag_id}", tag(id, tagId))),
    (full, given) => ({ ...full, tags: [...full.tags.filter((one) => one.id !== given.id), given] }),
  );
}

export function useTakeTag(id: string) {
  return useInsight(
    id,
    (tagId: string) => taken(api.DELETE("/api/colloquy/v1/conversations/{conversation_id}/tags/{tag_id}", tag(id, tagId))),
    (full, _, tagId) => ({ ...full, tags: full.tags.filter((one) => one.id !== tagId) }),
  );
}
