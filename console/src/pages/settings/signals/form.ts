/** A question as its form has it, and as the API has it. */
import { linesOf, textOf } from "../shared/lines";
import type { SignalDefinition } from "../shared/queries";
import type { SignalDraft, SignalKind } from "./queries";

export const KINDS = ["yes_no", "number", "choice", "text"] as const;
export type KindName = (typeof KINDS)[number];

export interface SignalForm {
  name: string;
  question: string;
  guidance: string;
  kind: KindName;
  unit: string;
  /** One a line. */
  options: string;
  /** One a line. */
  keywords: string;
  isOn: boolean;
}

export function formOf(definition: SignalDefinition | undefined): SignalForm {
  const kind = definition?.kind;
  return {
    name: definition?.name ?? "",
    question: definition?.question ?? "",
    guidance: definition?.guidance ?? "",
    kind: kind?.type ?? "yes_no",
    unit: kind?.type === "number" ? (kind.unit ?? "") : "",
    options: kind?.type === "choice" ? textOf(kind.options) : "",
    keywords: textOf(definition?.keywords),
    isOn: definition?.enabled ?? true,
  };
}

export function draftOf(form: SignalForm): SignalDraft {
  return {
    name: form.name,
    question: form.question,
    guidance: form.guidance.trim() || null,
    kind: kindOf(form),
    keywords: linesOf(form.keywords),
    enabled: form.isOn,
  };
}

function kindOf({ kind, unit, options }: SignalForm): SignalKind {
  switch (kind) {
    case "number":
      return { type: "number", ...(unit.trim() && { unit: unit.trim() }) };
    case "choice":
      return { type: "choice", options: linesOf(options) };
    default:
      return { type: kind };
  }
}
