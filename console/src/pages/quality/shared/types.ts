/** The parts of quality, by the names that these pages have for them. */
import type { components, paths } from "../../../api/schema";

type Schemas = components["schemas"];
type Rows<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": { data: (infer Row)[] } } } } };
}
  ? Row
  : never;

export type Evaluation = Schemas["Evaluation"];
export type EvaluationWithResults = Schemas["EvaluationWithResults"];
export type CriterionResult = Schemas["CriterionResult"];
export type Answer = Schemas["CriterionAnswer"];
export type Place = Schemas["Evidence"];
export type Review = Rows<"/api/colloquy/v1/evaluations/{evaluation_id}/reviews">;
export type Queued = Rows<"/api/colloquy/v1/review-queue">;
export type QueueReason = Schemas["QueueReason"];

export type Project = Schemas["Project"];
export type Scorecard = Schemas["Scorecard"];
export type ScorecardWithSections = Schemas["ScorecardWithSections"];
export type ScorecardVersion = Schemas["ScorecardVersion"];
export type Section = Schemas["ScorecardSection"];
export type Criterion = Schemas["ScorecardCriterion"];

export type Numbers = Schemas["QualityNumbers"];
export type Group = Rows<"/api/colloquy/v1/quality/campaigns">;
export type CriterionNumbers = Rows<"/api/colloquy/v1/quality/criteria">;
export type Step = Rows<"/api/colloquy/v1/quality/trends">;

export type EvaluationsQuery = NonNullable<paths["/api/colloquy/v1/evaluations"]["get"]["parameters"]["query"]>;
export type NumbersQuery = NonNullable<paths["/api/colloquy/v1/quality/criteria"]["get"]["parameters"]["query"]>;
export type QueueQuery = NonNullable<paths["/api/colloquy/v1/review-queue"]["get"]["parameters"]["query"]>;

export function isOpen({ state }: Pick<Evaluation, "state">): boolean {
  return state === "pending" || state === "processing";
}
