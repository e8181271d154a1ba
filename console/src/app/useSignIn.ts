/** Signing in, and why it was refused. */
import { useMutation } from "@tanstack/react-query";

import { api, taken } from "../api/client";
import { ApiError, isSignedOut } from "../api/errors";
import type { components } from "../api/schema";
import { t } from "../texts";
import { messageOf } from "../ui/State";

export type Session = components["schemas"]["Session"];

export function useSignIn(onSuccess: (session: Session) => void) {
  const signIn = useMutation({
    mutationFn: (given: { email: string; password: string }) => taken(api.POST("/api/colloquy/v1/session", { body: given })),
    onSuccess,
  });
  return { ...signIn, refusal: signIn.error ? refusalOf(signIn.error) : null };
}

function refusalOf(error: unknown): string {
  if (isSignedOut(error)) return t("signIn.wrong");
  if (error instanceof ApiError && error.status === 429) {
    return t("signIn.tooOften", { minutes: Math.ceil((error.retryAfterSeconds ?? 60) / 60) });
  }
  return messageOf(error);
}
