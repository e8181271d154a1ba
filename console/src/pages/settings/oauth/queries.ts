/** Programs that ask people for access. */
import { useQuery } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import { useChange } from "../shared/queries";
import type { Body, Row } from "../shared/wire";

export type OAuthClient = Row<"/api/colloquy/v1/oauth/clients">;
export type ClientDraft = Body<"/api/colloquy/v1/oauth/clients", "post">;
export type ClientChange = Body<"/api/colloquy/v1/oauth/clients/{oauth_client_id}", "patch">;
export type GrantType = NonNullable<ClientDraft["grant_types"]>[number];
export type ClientScope = ClientDraft["scopes"][number];

const CLIENTS = ["settings", "oauth-clients"] as const;

const at = (id: string) => ({ params: { path: { oauth_client_id: id } } });

export function useClients() {
  return useQuery({ queryKey: CLIENTS, queryFn: () => taken(api.GET("/api/colloquy/v1/oauth/clients")), select: (list) => list.data });
}

export function useMakeClient() {
  return useChange(CLIENTS, (body: ClientDraft) => taken(api.POST("/api/colloquy/v1/oauth/clients", { body })));
}

export function useChangeClient() {
  return useChange(CLIENTS, ({ id, body }: { id: string; body: ClientChange }) => taken(api.PATCH("/api/colloquy/v1/oauth/clients/{oauth_client_id}", { ...at(id), body })));
}

export function useRotateClientSecret() {
  return useChange(CLIENTS, (id: string) => taken(api.POST("/api/colloquy/v1/oauth/clients/{oauth_client_id}/rotate-secret", at(id))));
}

export function useDeleteClient() {
  return useChange(CLIENTS, (id: string) => taken(api.DELETE("/api/colloquy/v1/oauth/clients/{oauth_client_id}", at(id))));
}
