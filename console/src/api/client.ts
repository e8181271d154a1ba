/**
 * The one way to the server. Every request carries the session's cookie and, so that no other site can send it in our
 * name, a header that only a script of this origin can set. What is not 2xx becomes an `ApiError`.
 */
import createClient, { type Middleware } from "openapi-fetch";

import { ApiError } from "./errors";
import type { paths } from "./schema";

const PATIENCE_MS = 30_000;

const house: Middleware = {
  onRequest({ request }) {
    request.headers.set("x-colloquy-console", "1");
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw await ApiError.of(response);
    return response;
  },
  onError() {
    return ApiError.unreachable();
  },
};

/** Requests by path, typed by the server's own description. */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  fetch: (request) => fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE_MS)]) }),
});
api.use(house);

/** The body of an answer that was 2xx; `undefined` where it has none. */
export async function taken<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T;
}
