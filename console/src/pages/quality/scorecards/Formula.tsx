/** How the score comes about, in words, with an example from the scorecard itself. */
import { t } from "../../../texts";
import { number } from "../../../ui/format";
import { Panel } from "../../../ui/Page";

/** What the example needs of a criterion. */
export interface Weighed {
  name: string;
  weight: number;
  isCritical: boolean;
}

export function Formula({ criteria }: { criteria: readonly Weighed[] }) {
  const sound = criteria.filter(({ weight }) => weight > 0);
  const sum = sound.reduce((all, { weight }) => all + weight, 0);
  const one = sound.find(({ isCritical }) => !isCritical) ?? sound[0];
  return (
    <Panel title={t("quality.scorecards.formula.title")} className="scorecard-formula">
      <p>{t("quality.scorecards.formula.points")}</p>
      <p>{t("quality.scorecards.formula.score")}</p>
      <p><code>{t("quality.scorecards.formula.line")}</code></p>
      <p>{t("quality.scorecards.formula.left")}</p>
      <p>{t("quality.scorecards.formula.passed")}</p>
      {one && sound.length > 1 && (
        <p>
          {one.isCritical
            ? t("quality.scorecards.formula.exampleCritical", { name: one.name })
            : t("quality.scorecards.formula.example", { name: one.name, score: number((100 * (sum - one.weight)) / sum, 1) })}
        </p>
      )}
      <p className="quality-soft">{t("quality.scorecards.formula.plain")}</p>
    </Panel>
  );
}
