/** What is different between two versions of a scorecard. A criterion is the same one as long as its id is. */
import { t } from "../../../texts";
import { number } from "../../../ui/format";
import type { Criterion, Section } from "../shared/types";
import { answersText, weightOf } from "./words";

export const MEMBERS = ["section", "name", "question", "guidance", "kind", "answers", "not_applicable_when", "weight", "is_critical"] as const;
type Member = (typeof MEMBERS)[number];

export interface MemberChange {
  member: Member;
  before: string;
  after: string;
}
export interface CriterionChange {
  id: string;
  name: string;
  what: "added" | "removed" | "changed";
  /** Of one that was added or removed: what it was or is. */
  members: MemberChange[];
}
export interface Difference {
  criteria: CriterionChange[];
  isOrderChanged: boolean;
}

interface Placed {
  criterion: Criterion;
  section: string;
}

export function compare(before: readonly Section[], after: readonly Section[]): Difference {
  const [old, now] = [placed(before), placed(after)];
  const criteria: CriterionChange[] = [];
  for (const [id, one] of now) {
    const was = old.get(id);
    const members = membersOf(was, one);
    if (!was || members.length > 0) criteria.push({ id, name: one.criterion.name, what: was ? "changed" : "added", members });
  }
  for (const [id, one] of old) {
    if (!now.has(id)) criteria.push({ id, name: one.criterion.name, what: "removed", members: membersOf(one, undefined) });
  }
  const kept = [...old.keys()].filter((id) => now.has(id));
  const keptNow = [...now.keys()].filter((id) => old.has(id));
  return { criteria, isOrderChanged: kept.some((id, at) => id !== keptNow[at]) };
}

function placed(sections: readonly Section[]): Map<string, Placed> {
  return new Map(sections.flatMap((section) => section.criteria.map((criterion) => [criterion.id, { criterion, section: section.name }] as const)));
}

function membersOf(was: Placed | undefined, is: Placed | undefined): MemberChange[] {
  return MEMBERS.map((member) => ({ member, before: valueOf(was, member), after: valueOf(is, member) })).filter(({ before, after }) => before !== after);
}

function valueOf(one: Placed | undefined, member: Member): string {
  if (!one) return "";
  const { criterion, section } = one;
  switch (member) {
    case "section":
      return section;
    case "kind":
      return t(`quality.scorecards.kinds.${criterion.kind}`);
    case "answers":
      return answersText(criterion) ?? "";
    case "weight":
      return number(weightOf(criterion), 3);
    case "is_critical":
      return t(criterion.is_critical ? "common.yes" : "common.no");
    default:
      return criterion[member] ?? "";
  }
}
