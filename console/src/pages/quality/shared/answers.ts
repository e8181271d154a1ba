/** Answers to criteria: in words, which there are, and what they are worth. */
import { t } from "../../../texts";
import type { Answer, Criterion } from "./types";

const NOT_APPLICABLE: Answer = { type: "not_applicable" };

export function answerText(answer: Answer | null | undefined): string {
  switch (answer?.type) {
    case "yes":
      return t("common.yes");
    case "no":
      return t("common.no");
    case "not_applicable":
      return t("quality.answer.notApplicable");
    case "scale":
    case "choice":
      return String(answer.value ?? "");
    default:
      return t("quality.answer.none");
  }
}

export function isSame(one: Answer | null | undefined, other: Answer | null | undefined): boolean {
  return one?.type === other?.type && (one?.value ?? null) === (other?.value ?? null);
}

/** The answers that a criterion takes. Without its scorecard no more is known than what the machine says. */
export function answersOf(criterion: Criterion | undefined, found: Answer | null | undefined): Answer[] {
  if (criterion?.kind === "scale") {
    const [lowest, highest] = [criterion.lowest ?? 0, criterion.highest ?? 0];
    const places = Array.from({ length: highest - lowest + 1 }, (_, step): Answer => ({ type: "scale", value: lowest + step }));
    return [...places, NOT_APPLICABLE];
  }
  if (criterion?.kind === "choice") {
    return [...(criterion.options ?? []).map(({ label }): Answer => ({ type: "choice", value: label })), NOT_APPLICABLE];
  }
  const usual: Answer[] = [{ type: "yes" }, { type: "no" }, NOT_APPLICABLE];
  return criterion || !found || usual.some((answer) => isSame(answer, found)) ? usual : [found, NOT_APPLICABLE];
}

/** What an answer is worth, 0 to 1; null where the question does not arise. */
export function pointsOf(criterion: Criterion, answer: Answer): number | null {
  switch (answer.type) {
    case "yes":
      return 1;
    case "no":
      return 0;
    case "scale": {
      const [lowest, highest] = [criterion.lowest ?? 0, criterion.highest ?? 1];
      return (Number(answer.value) - lowest) / (highest - lowest);
    }
    case "choice":
      return criterion.options?.find((option) => option.label === answer.value)?.points ?? null;
    default:
      return null;
  }
}
