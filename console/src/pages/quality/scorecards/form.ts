/** What the editor of a scorecard holds, how it is made of a scorecard, and what is sent of it. */
import { ApiError } from "../../../api/errors";
import { weightOf } from "./words";
import type { Criterion, Section } from "../shared/types";
import type { NewScorecard } from "./queries";

export type Kind = Criterion["kind"];
export const KINDS = ["yes_no", "scale", "choice"] as const satisfies readonly Kind[];

export interface OptionForm {
  key: number;
  label: string;
  /** In per cent. */
  points: string;
}
export interface CriterionForm {
  key: number;
  /** Empty in a new one: it is made of the name. */
  id: string;
  /** Whether no version has it yet, so that its id is still free. */
  isNew: boolean;
  name: string;
  question: string;
  guidance: string;
  kind: Kind;
  lowest: string;
  highest: string;
  options: OptionForm[];
  notApplicableWhen: string;
  weight: string;
  isCritical: boolean;
}
export interface SectionForm {
  key: number;
  name: string;
  criteria: CriterionForm[];
}
export interface ScorecardForm {
  name: string;
  description: string;
  isDefault: boolean;
  sections: SectionForm[];
}

let made = 0;
const newKey = () => (made += 1);

export const newOption = (label = "", points = ""): OptionForm => ({ key: newKey(), label, points });

export function newCriterion(): CriterionForm {
  return {
    key: newKey(),
    id: "",
    isNew: true,
    name: "",
    question: "",
    guidance: "",
    kind: "yes_no",
    lowest: "1",
    highest: "5",
    options: [newOption("", "0"), newOption("", "100")],
    notApplicableWhen: "",
    weight: "1",
    isCritical: false,
  };
}

export function newSection(name: string): SectionForm {
  return { key: newKey(), name, criteria: [newCriterion()] };
}

export function sectionsForm(sections: readonly Section[]): SectionForm[] {
  return sections.map(({ name, criteria }) => ({ key: newKey(), name, criteria: criteria.map(criterionForm) }));
}

function criterionForm(criterion: Criterion): CriterionForm {
  const empty = newCriterion();
  return {
    ...empty,
    id: criterion.id,
    isNew: false,
    name: criterion.name,
    question: criterion.question,
    guidance: criterion.guidance ?? "",
    kind: criterion.kind,
    lowest: String(criterion.lowest ?? empty.lowest),
    highest: String(criterion.highest ?? empty.highest),
    options: criterion.options?.map(({ label, points }) => newOption(label, String(perCent(points)))) ?? empty.options,
    notApplicableWhen: criterion.not_applicable_when ?? "",
    weight: String(weightOf(criterion)),
    isCritical: criterion.is_critical ?? false,
  };
}

/** Without the dust of binary fractions. */
function perCent(points: number): number {
  return Math.round(points * 1e6) / 1e4;
}

/** What is no number is sent as null, which the server refuses by name. */
function numberOf(text: string): number {
  return text.trim() === "" ? NaN : Number(text);
}

/** As the server has sections: with an id for each new criterion, made of its name and unlike all others. */
export function sectionsOf(sections: readonly SectionForm[]): Section[] {
  const all = sections.flatMap((section) => section.criteria);
  const taken = new Set(all.filter((one) => one.id).map((one) => one.id));
  return sections.map(({ name, criteria }) => ({
    name: name.trim(),
    criteria: criteria.map((one): Criterion => {
      const id = one.id || freeId(one.name, taken);
      taken.add(id);
      return {
        id,
        name: one.name.trim(),
        question: one.question.trim(),
        guidance: one.guidance.trim() || null,
        kind: one.kind,
        not_applicable_when: one.notApplicableWhen.trim() || null,
        weight: numberOf(one.weight),
        is_critical: one.isCritical,
        ...(one.kind === "scale" && { lowest: numberOf(one.lowest), highest: numberOf(one.highest) }),
        ...(one.kind === "choice" && { options: one.options.map(({ label, points }) => ({ label: label.trim(), points: numberOf(points) / 100 })) }),
      };
    }),
  }));
}

function freeId(name: string, taken: ReadonlySet<string>): string {
  const plain = idOf(name);
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? plain : `${plain.slice(0, 60)}_${count}`;
    if (!taken.has(id)) return id;
  }
}

/** Letters without their accents, digits and underscores. */
export function idOf(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  return plain.slice(0, 64) || "criterion";
}

export function draftOf(form: ScorecardForm): NewScorecard {
  return { name: form.name.trim(), description: form.description.trim() || null, sections: sectionsOf(form.sections) };
}

/** What was refused, by the key of the section or criterion (`12.weight`) rather than by its place, which may change. */
export type Refusals = ReadonlyMap<string, string>;

const PLACE = /^sections\[(\d+)\](?:\.criteria\[(\d+)\])?(?:\.(.+))?$/;

export function refusalsOf(error: unknown, sent: readonly SectionForm[]): Refusals {
  const refusals = new Map<string, string>();
  if (!(error instanceof ApiError)) return refusals;
  for (const [field, message] of Object.entries(error.fields)) {
    const [, outer, inner, member = ""] = PLACE.exec(field) ?? [];
    const section = outer === undefined ? undefined : sent[Number(outer)];
    const owner = inner === undefined ? section : section?.criteria[Number(inner)];
    // Whatever is wrong within the answers of a choice is said at all of them.
    if (owner) refusals.set(`${owner.key}.${member.replace(/^options\[.*/, "options")}`, withoutPlace(message, field));
  }
  return refusals;
}

/** The server begins with the place, which the field itself shows. */
export function withoutPlace(message: string, field: string): string {
  const said = message.startsWith(field) ? message.slice(field.length).trim() : message;
  return said.charAt(0).toUpperCase() + said.slice(1);
}
