/** Making, changing and ending tags. */
import { api, taken } from "../../../api/client";
import { keyOf, useChange } from "../shared/queries";
import type { Body } from "../shared/wire";

export type TagDraft = Body<"/api/colloquy/v1/tags", "post">;

const at = (id: string) => ({ params: { path: { tag_id: id } } });

/** Makes a tag, or changes the one with this id. */
export function useSaveTag(id: string | null) {
  return useChange(keyOf.tags, (body: TagDraft) =>
    id === null ? taken(api.POST("/api/colloquy/v1/tags", { body })) : taken(api.PATCH("/api/colloquy/v1/tags/{tag_id}", { ...at(id), body })),
  );
}

export function useDeleteTag() {
  return useChange(keyOf.tags, (id: string) => taken(api.DELETE("/api/colloquy/v1/tags/{tag_id}", at(id))));
}
