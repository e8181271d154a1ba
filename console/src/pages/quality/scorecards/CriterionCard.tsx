/** A criterion in the editor: a line with what matters, which opens to its fields and can be moved. */
import { type KeyboardEvent, useId } from "react";

import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { IconButton } from "../../../ui/Button";
import { number, percent } from "../../../ui/format";
import { Icon } from "../../../ui/Icon";
import { CriterionFields } from "./CriterionFields";
import type { CriterionForm, Refusals } from "./form";
import type { Step } from "./moves";

interface Props {
  criterion: CriterionForm;
  /** Of all weights. */
  sum: number;
  isOpen: boolean;
  mayGoUp: boolean;
  mayGoDown: boolean;
  refusals: Refusals;
  onToggle(): void;
  onMove(step: Step, by: "up" | "down" | "name"): void;
  onRemove(): void;
  onChange(change: Partial<CriterionForm>): void;
}

export function CriterionCard({ criterion, sum, isOpen, mayGoUp, mayGoDown, refusals, onToggle, onMove, onRemove, onChange }: Props) {
  const body = useId();
  const { key, isCritical } = criterion;
  const name = criterion.name.trim() || t("quality.scorecards.editor.noName");
  const weight = Number(criterion.weight);
  const problems = [...refusals.keys()].filter((place) => place.startsWith(`${key}.`)).length;
  const press = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    onMove(event.key === "ArrowUp" ? -1 : 1, "name");
  };
  return (
    <li className="scorecard-card">
      <div className="scorecard-card-head">
        <button type="button" className="scorecard-toggle" data-focus={`${key}:name-line`} aria-expanded={isOpen} aria-controls={body} onClick={onToggle} onKeyDown={press}>
          <Icon name={isOpen ? "down" : "chevron"} size={16} />
          <span>{name}</span>
        </button>
        <span className="quality-row scorecard-card-facts">
          <Badge>{t(`quality.scorecards.kinds.${criterion.kind}`)}</Badge>
          {isCritical && <Badge tone="bad">{t("quality.scorecards.critical")}</Badge>}
          {problems > 0 && <Badge tone="bad"><Icon name="warning" size={14} /> {t("quality.scorecards.editor.problems", { count: problems })}</Badge>}
          {weight > 0 && sum > 0 && <span className="quality-soft">{t("quality.scorecards.shareOf", { weight: number(weight, 2), sum: number(sum, 2), share: percent(weight / sum, 1) })}</span>}
        </span>
        <span className="scorecard-card-buttons">
          <IconButton className="scorecard-up" data-focus={`${key}:up`} label={t("quality.scorecards.editor.criterionUp", { name })} icon="down" disabled={!mayGoUp} onClick={() => onMove(-1, "up")} />
          <IconButton data-focus={`${key}:down`} label={t("quality.scorecards.editor.criterionDown", { name })} icon="down" disabled={!mayGoDown} onClick={() => onMove(1, "down")} />
          <IconButton label={t("quality.scorecards.editor.removeCriterion", { name })} icon="trash" onClick={onRemove} />
        </span>
      </div>
      <div id={body} hidden={!isOpen}>{isOpen && <CriterionFields criterion={criterion} refusals={refusals} onChange={onChange} />}</div>
    </li>
  );
}
