/** Questions that are asked of conversations, and trying one. */
import { api, slow, taken } from "../../../api/client";
import { useStoppable } from "../../../ui/useStoppable";
import { keyOf, type SignalDefinition, useChange } from "../shared/queries";
import type { Answer, Body } from "../shared/wire";

export type SignalDraft = Body<"/api/colloquy/v1/signal-definitions", "post">;
export type SignalKind = SignalDefinition["kind"];
export type Tried = Answer<"/api/colloquy/v1/signal-definitions/try", "post">;

const at = (id: string) => ({ params: { path: { signal_definition_id: id } } });

/** Makes a question, or changes the one with this id. */
export function useSaveSignal(id: string | null) {
  return useChange(keyOf.signals, (body: SignalDraft) =>
    id === null
      ? taken(api.POST("/api/colloquy/v1/signal-definitions", { body }))
      : taken(api.PATCH("/api/colloquy/v1/signal-definitions/{signal_definition_id}", { ...at(id), body })),
  );
}

export function useDeleteSignal() {
  return useChange(keyOf.signals, (id: string) => taken(api.DELETE("/api/colloquy/v1/signal-definitions/{signal_definition_id}", at(id))));
}

/** Asks a question that need not be saved; nothing is kept of it. */
export function useTrySignal() {
  return useStoppable((body: Body<"/api/colloquy/v1/signal-definitions/try", "post">, signal) =>
    taken(api.POST("/api/colloquy/v1/signal-definitions/try", { ...slow, body, signal })),
  );
}
