/** Criteria in words, and what their weights come to. */
import { t } from "../../../texts";
import { number } from "../../../ui/format";
import type { Criterion } from "../shared/types";

/** Which answers a criterion takes, in words; undefined for yes and no. */
export function answersText({ kind, lowest, highest, options }: Criterion): string | undefined {
  if (kind === "scale") return t("quality.scorecards.scaleFrom", { lowest: lowest ?? 0, highest: highest ?? 0 });
  if (kind !== "choice") return undefined;
  return (options ?? []).map(({ label, points }) => t("quality.scorecards.optionPoints", { label, points: number(points * 100, 1) })).join(" · ");
}

/** A criterion without a weight counts once. */
export function weightOf({ weight }: Pick<Criterion, "weight">): number {
  return weight ?? 1;
}

export function sumOf(criteria: readonly Pick<Criterion, "weight">[]): number {
  return criteria.reduce((sum, criterion) => sum + weightOf(criterion), 0);
}
