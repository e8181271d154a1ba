/** Keys of clients. */
import { useQuery } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import { useChange } from "../shared/queries";
import type { Answer, Body, Row } from "../shared/wire";

export type Key = Row<"/api/colloquy/v1/keys">;
export type NewKey = Answer<"/api/colloquy/v1/keys", "post">;
export type KeySecret = NewKey["secret"];

const KEYS = ["settings", "keys"] as const;

export function useKeys() {
  return useQuery({ queryKey: KEYS, queryFn: () => taken(api.GET("/api/colloquy/v1/keys")), select: (list) => list.data });
}

export function useMakeKey() {
  return useChange(KEYS, (body: Body<"/api/colloquy/v1/keys", "post">) => taken(api.POST("/api/colloquy/v1/keys", { body })));
}

export function useRevokeKey() {
  return useChange(KEYS, (id: string) => taken(api.DELETE("/api/colloquy/v1/keys/{key_id}", { params: { path: { key_id: id } } })));
}
