/**
 * The one way to the server. Every request carries the session's cookie and, so that no other site can send it in our
 * name, a header that only a script of this origin can set. What is not 2xx becomes an `ApiError`.
 */
import createClient, { type Middleware } from "openapi-fetch";

import { ApiError } from "./errors";
import type { paths } from "./schema";

const PATIENCE_MS = 30_000;
/** As long as a language engine may think, behind what it is at already. */
const LONG_PATIENCE_MS = 10 * 60_000;

const house: Middleware = {
  onRequest({ request }) {
    request.headers.set("x-colloquy-console", "1");
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw await ApiError.of(response);
    return response;
  },
  onError({ error }) {
    // What was given up, by its caller or by the clock, stays what it is.
    return error instanceof TypeError ? ApiError.unreachable() : undefined;
  },
};

const within = (ms: number) => (request: Request) => fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(ms)]) });

/** Requests by path, typed by the server's own description. */
export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: within(PATIENCE_MS) });
api.use(house);

/** The option of a request that may take minutes: whoever waits for it should be able to stop it. */
export const slow = { fetch: within(LONG_PATIENCE_MS) };

/** The body of an answer that was 2xx; `undefined` where it has none. */
export async function taken<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T;
}
