/** Under which keys answers are kept. A change makes all that stands below a key read anew. */
import type { QueryClient } from "@tanstack/react-query";

export const keyOf = {
  evaluations: ["evaluations"],
  evaluation: (id: string) => ["evaluations", "one", id],
  reviews: (id: string) => ["evaluations", "reviews", id],
  queue: ["review-queue"],
  numbers: ["quality"],
  projects: ["projects"],
  scorecards: ["scorecards"],
  version: (id: string, number: number) => ["scorecards", id, "versions", number],
} as const;

/** After something was scored, or a person said something of it. */
export function scoresChanged(queries: QueryClient): void {
  for (const queryKey of [keyOf.evaluations, keyOf.queue, keyOf.numbers, keyOf.projects]) void queries.invalidateQueries({ queryKey });
}
