/** Changing the order of sections and criteria. A criterion at the edge of its section goes on into the next one. */
import type { CriterionForm, SectionForm } from "./form";

export type Step = 1 | -1;

export interface Place {
  section: number;
  criterion: number;
}

export function placeOf(sections: readonly SectionForm[], key: number): Place | undefined {
  for (const [section, { criteria }] of sections.entries()) {
    const criterion = criteria.findIndex((one) => one.key === key);
    if (criterion >= 0) return { section, criterion };
  }
  return undefined;
}

export function canMove(sections: readonly SectionForm[], { section, criterion }: Place, step: Step): boolean {
  const inside = criterion + step;
  return (inside >= 0 && inside < (sections[section]?.criteria.length ?? 0)) || sections[section + step] !== undefined;
}

export function moveCriterion(sections: readonly SectionForm[], key: number, step: Step): SectionForm[] {
  const place = placeOf(sections, key);
  const all = [...sections];
  const from = place && all[place.section];
  const one = from?.criteria[place?.criterion ?? 0];
  if (!place || !from || !one || !canMove(sections, place, step)) return all;
  const rest = from.criteria.filter((other) => other !== one);
  const inside = place.criterion + step;
  if (inside >= 0 && inside <= rest.length && inside < from.criteria.length) {
    all[place.section] = { ...from, criteria: rest.toSpliced(inside, 0, one) };
    return all;
  }
  const into = all[place.section + step];
  if (!into) return all;
  all[place.section] = { ...from, criteria: rest };
  all[place.section + step] = { ...into, criteria: step > 0 ? [one, ...into.criteria] : [...into.criteria, one] };
  return all;
}

export function moveSection(sections: readonly SectionForm[], key: number, step: Step): SectionForm[] {
  const at = sections.findIndex((section) => section.key === key);
  const section = sections[at];
  const to = at + step;
  if (!section || to < 0 || to >= sections.length) return [...sections];
  return sections.toSpliced(at, 1).toSpliced(to, 0, section);
}

export function changeCriterion(sections: readonly SectionForm[], key: number, change: Partial<CriterionForm>): SectionForm[] {
  return sections.map((section) =>
    section.criteria.some((one) => one.key === key)
      ? { ...section, criteria: section.criteria.map((one) => (one.key === key ? { ...one, ...change } : one)) }
      : section,
  );
}

export function withoutCriterion(sections: readonly SectionForm[], key: number): SectionForm[] {
  return sections.map((section) => ({ ...section, criteria: section.criteria.filter((one) => one.key !== key) }));
}
