/** Projects, scorecards and scored conversations that tests of reviews make for themselves. */
import { house, until } from "./support";

interface Criterion {
  id: string;
  name: string;
}
interface Scored {
  id: string;
  state: string;
  score: number | null;
  results: { criteria: { criterion_id: string; answer: { type: string; value?: unknown } | null; decision: { answer: { type: string } } | null; dispute: object | null }[] };
}

/** Criteria for which there are rules: those of the default scorecards. */
async function ruled(ids: string[]): Promise<Criterion[]> {
  const { data } = await house<{ data: { id: string }[] }>("GET", "scorecards");
  const found = new Map<string, Criterion>();
  for (const { id } of data) {
    const { sections } = await house<{ sections: { criteria: Criterion[] }[] }>("GET", `scorecards/${id}`);
    for (const criterion of sections.flatMap((section) => section.criteria)) found.set(criterion.id, criterion);
  }
  return ids.map((id) => {
    const criterion = found.get(id);
    if (!criterion) throw new Error(`no default scorecard has ${id}`);
    return criterion;
  });
}

/**
 * A project whose scorecard has two sections: "Opening and closing", of which the rules say that an agent greets and that
 * she offers no further help, and "Judged by people", of which they cannot tell.
 */
export async function project(name: string): Promise<string> {
  const own = [
    { id: "named_price", name: "Price named", question: "Was a price named?", kind: "yes_no", weight: 2, guidance: "Any sum counts.", not_applicable_when: "Nothing is sold." },
    { id: "tone", name: "Tone", question: "How kind was the tone?", kind: "scale", lowest: 0, highest: 4, is_critical: true },
  ];
  const sections = [
    { name: "Opening and closing", criteria: await ruled(["greeted", "offered_further_help"]) },
    { name: "Judged by people", criteria: own },
  ];
  const scorecard = await house<{ id: string }>("POST", "scorecards", { name: `${name} card`, sections });
  const rules = { below_score: 60, sample_percent: 0 };
  const made = await house<{ id: string }>("POST", "projects", { name, kind: "quality", scorecard_id: scorecard.id, review_rules: rules });
  return made.id;
}

/** Has a conversation scored within a project; the evaluation's id. */
export async function scored(projectId: string, conversationId: string): Promise<string> {
  const begun = await house<{ id: string }>("POST", `projects/${projectId}/evaluations`, { conversation_id: conversationId });
  await until(async () => {
    const { state } = await evaluation(begun.id);
    if (state === "failed") throw new Error(`the evaluation ${begun.id} failed`);
    return state === "completed";
  }, "the evaluation");
  return begun.id;
}

export const evaluation = (id: string) => house<Scored>("GET", `evaluations/${id}`);

/** Decides a criterion by the API. */
export async function decide(id: string, criterionId: string, answer: object): Promise<void> {
  await house("POST", `evaluations/${id}/reviews`, { verdicts: [{ criterion_id: criterionId, answer, reason: "Heard." }] });
}
