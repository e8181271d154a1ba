/** What the form of a project holds, and what is sent of it. */
import type { Project } from "../shared/types";
import type { NewProject } from "./queries";

export interface ProjectForm {
  name: string;
  kind: string;
  status: string;
  description: string;
  /** Empty: the default. */
  scorecardId: string;
  hasBelow: boolean;
  below: string;
  sample: string;
}

/** As the server has them where nobody says otherwise. */
const BELOW = "60";
const SAMPLE = "5";

export function formOf(project?: Project): ProjectForm {
  const rules = project?.review_rules;
  return {
    name: project?.name ?? "",
    kind: project?.kind ?? "quality",
    status: project?.status ?? "",
    description: project?.description ?? "",
    scorecardId: project?.scorecard_id ?? "",
    hasBelow: rules ? rules.below_score !== null : true,
    below: rules?.below_score == null ? BELOW : String(rules.below_score),
    sample: rules ? String(rules.sample_percent) : SAMPLE,
  };
}

export function draftOf(form: ProjectForm): NewProject {
  return {
    name: form.name.trim(),
    kind: form.kind.trim(),
    description: form.description.trim() || null,
    ...(form.scorecardId && { scorecard_id: form.scorecardId }),
    review_rules: { below_score: form.hasBelow ? Number(form.below) : null, sample_percent: Number(form.sample) },
  };
}
