/**
 * What evaluations, and numbers over them, are narrowed by. It lives in the address under the names that the server has
 * for it, so that a number can link to the evaluations behind it. Days stand there as days, counted in UTC.
 */
import { begin, end } from "./days";
import type { EvaluationsQuery, NumbersQuery } from "./types";

export const STEPS = ["daily", "weekly", "monthly"] as const;
export type TrendGranularity = (typeof STEPS)[number];
export const STATES = ["pending", "processing", "completed", "failed"] as const;
export const FEELINGS = ["positive", "neutral", "negative"] as const;
/** What can be found of a criterion. */
export const FINDINGS = ["scored", "passed", "not_passed", "not_applicable", "undecided", "decided"] as const;
export type Finding = (typeof FINDINGS)[number];

/** Narrows numbers and lists alike. */
const SHARED = ["project_id", "campaign", "call_center", "executive_name", "is_ai_call", "sentiment", "from", "until"] as const;
/** Narrows lists alone; `auto_failed`, `replaced` and the criterion are looked for by the page itself. */
const OF_LISTS = ["state", "conversation_id", "auto_failed", "replaced", "criterion_id", "criterion_is"] as const;
export const FILTERS = [...SHARED, ...OF_LISTS] as const;

export type FilterName = (typeof FILTERS)[number];
export type Filters = Partial<Record<FilterName, string>>;

export function readFilters(params: URLSearchParams): Filters {
  const filters: Filters = {};
  for (const name of FILTERS) {
    const value = params.get(name);
    if (value) filters[name] = value;
  }
  return filters;
}

/** The address with these changes; what is empty is left out of it. */
export function changed(params: URLSearchParams, changes: Record<string, string | undefined>): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next;
}

/** The address of the evaluations behind a number. */
export function evaluationsBehind(filters: Filters, more: Filters): string {
  const shared = SHARED.flatMap((name) => (filters[name] ? [[name, filters[name]]] : []));
  return `/quality/evaluations?${changed(new URLSearchParams(shared), more)}`;
}

/** What numbers are asked for. */
export function numbersQuery(filters: Filters): NumbersQuery {
  const { project_id, campaign, call_center, executive_name, is_ai_call, sentiment, from, until } = filters;
  return {
    project_id,
    campaign,
    call_center,
    executive_name,
    is_ai_call: is_ai_call === undefined ? undefined : is_ai_call === "true",
    sentiment: FEELINGS.find((one) => one === sentiment),
    from: begin(from),
    until: end(until),
  };
}

/** What the list is asked for; the rest is looked for in what it answers. */
export function listQuery(filters: Filters): EvaluationsQuery {
  const needsResults = filters.criterion_id !== undefined || filters.auto_failed !== undefined;
  return {
    ...numbersQuery(filters),
    state: needsResults ? "completed" : STATES.find((one) => one === filters.state),
    conversation_id: filters.conversation_id,
  };
}
