/** Receivers of webhooks, and the log of what was sent to them. */
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import { useChange } from "../shared/queries";
import type { Body, Row } from "../shared/wire";

export type Webhook = Row<"/api/colloquy/v1/webhooks">;
export type WebhookDraft = Body<"/api/colloquy/v1/webhooks", "post">;
export type WebhookChange = Body<"/api/colloquy/v1/webhooks/{webhook_id}", "patch">;
export type Delivery = Row<"/api/colloquy/v1/webhooks/{webhook_id}/deliveries">;
export type Attempt = Row<"/api/colloquy/v1/deliveries/{delivery_id}/attempts">;
export type DeliveryStatus = Delivery["status"];

const WEBHOOKS = ["settings", "webhooks"] as const;
const DELIVERIES = ["settings", "deliveries"] as const;
/** While something is on its way the log is looked at so often. */
const LOOK_MS = 2_000;

const at = (id: string) => ({ params: { path: { webhook_id: id } } });

export function useWebhooks() {
  return useQuery({ queryKey: WEBHOOKS, queryFn: () => taken(api.GET("/api/colloquy/v1/webhooks")), select: (list) => list.data });
}

export function useWebhook(id: string) {
  return useQuery({ queryKey: [...WEBHOOKS, id], queryFn: () => taken(api.GET("/api/colloquy/v1/webhooks/{webhook_id}", at(id))) });
}

/** What receivers can get, by the API in whose shape it is told. */
export function useEventTypes() {
  return useQuery({
    queryKey: ["settings", "webhook-event-types"],
    queryFn: () => taken(api.GET("/api/colloquy/v1/webhook-event-types")),
    select: (list) => list.data,
    staleTime: Infinity,
  });
}

export function useMakeWebhook() {
  return useChange(WEBHOOKS, (body: WebhookDraft) => taken(api.POST("/api/colloquy/v1/webhooks", { body })));
}

export function useChangeWebhook(id: string) {
  return useChange(WEBHOOKS, (body: WebhookChange) => taken(api.PATCH("/api/colloquy/v1/webhooks/{webhook_id}", { ...at(id), body })));
}

export function useDeleteWebhook(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => taken(api.DELETE("/api/colloquy/v1/webhooks/{webhook_id}", at(id))),
    // Its own page is still shown: reading it again would only find that it is gone.
    onSuccess: () => queries.invalidateQueries({ queryKey: WEBHOOKS, exact: true }),
  });
}

export function useRotateWebhookSecret(id: string) {
  return useChange(WEBHOOKS, () => taken(api.POST("/api/colloquy/v1/webhooks/{webhook_id}/rotate-secret", at(id))));
}

export function useRecover(id: string) {
  return useChange(DELIVERIES, (since: string) => taken(api.POST("/api/colloquy/v1/webhooks/{webhook_id}/recover", { ...at(id), body: { since } })));
}

/** The log of one receiver, the newest first. */
export function useDeliveries(id: string, status: DeliveryStatus | null) {
  return useInfiniteQuery({
    queryKey: [...DELIVERIES, id, status],
    queryFn: ({ pageParam }) =>
      taken(
        api.GET("/api/colloquy/v1/webhooks/{webhook_id}/deliveries", {
          params: { path: { webhook_id: id }, query: { ...(status && { status }), ...(pageParam && { before: pageParam }) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_before ?? undefined,
    select: (list) => list.pages.flatMap((page) => page.data),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.pages.some((page) => page.data.some(isUnderWay)) ? LOOK_MS : false),
  });
}

/** One delivery, with what was sent. */
export function useDelivery(id: string) {
  return useQuery({
    queryKey: [...DELIVERIES, "one", id],
    queryFn: () => taken(api.GET("/api/colloquy/v1/deliveries/{delivery_id}", { params: { path: { delivery_id: id } } })),
    refetchInterval: (query) => (query.state.data && isUnderWay(query.state.data) ? LOOK_MS : false),
  });
}

/** Every try of a delivery, the oldest first; read anew whenever the delivery has changed. */
export function useAttempts({ id, updated_at }: { id: string; updated_at: string }) {
  return useQuery({
    queryKey: [...DELIVERIES, "attempts", id, updated_at],
    queryFn: () => taken(api.GET("/api/colloquy/v1/deliveries/{delivery_id}/attempts", { params: { path: { delivery_id: id } } })),
    select: (list) => list.data,
    placeholderData: keepPreviousData,
  });
}

export function useResend() {
  return useChange(DELIVERIES, (id: string) => taken(api.POST("/api/colloquy/v1/deliveries/{delivery_id}/resend", { params: { path: { delivery_id: id } } })));
}

/** Tells the log that something new stands in it. */
export function useLogChanged(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: DELIVERIES });
}

function isUnderWay(delivery: { status: DeliveryStatus }): boolean {
  return delivery.status === "pending";
}
