/** What was found, in the order and the sections of the scorecard. */
import type { Answer, Criterion, CriterionResult, EvaluationWithResults, Section } from "../shared/types";

export interface Found {
  result: CriterionResult;
  /** As the scorecard's version has it; missing as long as that is not there. */
  criterion: Criterion | undefined;
}
export interface Group {
  /** Missing where the sections are not known. */
  name: string | undefined;
  found: Found[];
}

export function groupsOf({ results }: EvaluationWithResults, sections: readonly Section[] | undefined): Group[] {
  const all = results?.criteria ?? [];
  if (!sections) return all.length > 0 ? [{ name: undefined, found: all.map((result) => ({ result, criterion: undefined })) }] : [];
  const byId = new Map(all.map((result) => [result.criterion_id, result]));
  return sections
    .map((section) => ({
      name: section.name,
      found: section.criteria.flatMap((criterion): Found[] => {
        const result = byId.get(criterion.id);
        return result ? [{ result, criterion }] : [];
      }),
    }))
    .filter((group) => group.found.length > 0);
}

/** Whether a person has to say something of it. */
export function needsDecision({ answer, decision, dispute, is_unsure: isUnsure }: CriterionResult): boolean {
  return dispute != null || (decision == null && (isUnsure || answer == null));
}

/** The answer that counts; null where none does. */
export function counting({ answer, decision, is_unsure: isUnsure }: CriterionResult): Answer | null {
  return decision?.answer ?? (isUnsure ? null : (answer ?? null));
}
