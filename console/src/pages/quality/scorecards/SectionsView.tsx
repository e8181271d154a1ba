/** The criteria of a version as they are, with what each weighs. */
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { number, percent } from "../../../ui/format";
import { Panel } from "../../../ui/Page";
import { criteriaOf } from "../shared/queries";
import type { Criterion, Section } from "../shared/types";
import { answersText, sumOf, weightOf } from "./words";

export function SectionsView({ sections }: { sections: readonly Section[] }) {
  const all = criteriaOf(sections);
  const sum = sumOf(all);
  return (
    <div className="quality-part">
      <p className="quality-soft">{t("quality.scorecards.sum", { count: all.length, sum: number(sum, 2) })}</p>
      {sections.map((section, at) => (
        <Panel key={`${at} ${section.name}`} title={section.name}>
          <ol className="scorecard-criteria">
            {section.criteria.map((criterion) => <One key={criterion.id} criterion={criterion} sum={sum} />)}
          </ol>
        </Panel>
      ))}
    </div>
  );
}

function One({ criterion, sum }: { criterion: Criterion; sum: number }) {
  const weight = weightOf(criterion);
  const answers = answersText(criterion);
  return (
    <li className="scorecard-criterion">
      <div className="scorecard-criterion-head">
        <h3>{criterion.name}</h3>
        <Badge>{t(`quality.scorecards.kinds.${criterion.kind}`)}</Badge>
        {criterion.is_critical && <Badge tone="bad" title={t("quality.scorecards.criticalHint")}>{t("quality.scorecards.critical")}</Badge>}
        <span className="quality-soft scorecard-share">{t("quality.scorecards.shareOf", { weight: number(weight, 2), sum: number(sum, 2), share: percent(weight / sum, 1) })}</span>
      </div>
      <p>{criterion.question}</p>
      {answers && <p className="quality-soft">{answers}</p>}
      {(criterion.guidance || criterion.not_applicable_when) && (
        <dl className="scorecard-facts">
          {criterion.guidance && <div><dt>{t("quality.scorecards.guidance")}</dt><dd className="quality-text">{criterion.guidance}</dd></div>}
          {criterion.not_applicable_when && <div><dt>{t("quality.scorecards.notApplicableWhen")}</dt><dd>{criterion.not_applicable_when}</dd></div>}
        </dl>
      )}
    </li>
  );
}
