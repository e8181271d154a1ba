/** The conversation that a link shows. */
import { useQuery } from "@tanstack/react-query";

import { api, taken } from "../../api/client";
import type { components } from "../../api/schema";

export type Shared = components["schemas"]["FullConversation"];
export type Transcript = NonNullable<Shared["transcript"]>;

const LOOK_AGAIN_MS = 10_000;

export function useShared(token: string) {
  return useQuery({
    queryKey: ["shared", token],
    queryFn: ({ signal }) => taken(api.GET("/api/colloquy/v1/shared/{token}", { params: { path: { token } }, signal })),
    // Each answer has new links to the recordings: read anew only for a reason, or what plays would begin again.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    refetchInterval: (query) => (query.state.data && isComing(query.state.data) ? LOOK_AGAIN_MS : false),
  });
}

/** Whether the transcript is still being written. */
export function isComing({ transcript, stages }: Shared): boolean {
  const going = stages.filter((stage) => stage.name === "recording" || stage.name === "transcript");
  return !transcript && going.some((stage) => stage.status === "pending" || stage.status === "running");
}
