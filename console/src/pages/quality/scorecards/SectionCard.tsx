/** A section in the editor: its name, its criteria, and moving it. */
import type { KeyboardEvent } from "react";

import { t } from "../../../texts";
import { Button, IconButton } from "../../../ui/Button";
import { Field, Input } from "../../../ui/Field";
import { CriterionCard } from "./CriterionCard";
import type { CriterionForm, Refusals, SectionForm } from "./form";
import { canMove, type Step } from "./moves";

interface Props {
  sections: SectionForm[];
  at: number;
  section: SectionForm;
  sum: number;
  open: ReadonlySet<number>;
  refusals: Refusals;
  onRename(name: string): void;
  onMove(step: Step, by: "up" | "down" | "section"): void;
  onRemove(): void;
  onAdd(): void;
  onToggle(key: number): void;
  onMoveCriterion(key: number, step: Step, by: "up" | "down" | "name"): void;
  onChangeCriterion(key: number, change: Partial<CriterionForm>): void;
  onRemoveCriterion(criterion: CriterionForm): void;
}

export function SectionCard(props: Props) {
  const { sections, at, section, refusals } = props;
  const { key } = section;
  const name = section.name.trim() || t("quality.scorecards.editor.noSectionName", { number: at + 1 });
  const press = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    props.onMove(event.key === "ArrowUp" ? -1 : 1, "section");
  };
  const problem = refusals.get(`${key}.criteria`) ?? refusals.get(`${key}.`);
  return (
    <section className="panel scorecard-section" aria-label={t("quality.scorecards.editor.section", { number: at + 1 })}>
      <div className="scorecard-section-head">
        <Field label={t("quality.scorecards.editor.sectionName")} error={refusals.get(`${key}.name`)}>
          <Input data-focus={`${key}:section`} maxLength={200} autoComplete="off" value={section.name} onKeyDown={press} onChange={(event) => props.onRename(event.target.value)} />
        </Field>
        <span className="scorecard-card-buttons">
          <IconButton className="scorecard-up" data-focus={`${key}:up`} label={t("quality.scorecards.editor.sectionUp", { name })} icon="down" disabled={at === 0} onClick={() => props.onMove(-1, "up")} />
          <IconButton data-focus={`${key}:down`} label={t("quality.scorecards.editor.sectionDown", { name })} icon="down" disabled={at === sections.length - 1} onClick={() => props.onMove(1, "down")} />
          <IconButton label={t("quality.scorecards.editor.removeSection", { name })} icon="trash" disabled={sections.length === 1} onClick={props.onRemove} />
        </span>
      </div>
      {problem && <p className="field-error" role="alert">{problem}</p>}
      <ol className="scorecard-cards">
        {section.criteria.map((criterion, place) => (
          <CriterionCard
            key={criterion.key}
            criterion={criterion}
            sum={props.sum}
            isOpen={props.open.has(criterion.key)}
            mayGoUp={canMove(sections, { section: at, criterion: place }, -1)}
            mayGoDown={canMove(sections, { section: at, criterion: place }, 1)}
            refusals={refusals}
            onToggle={() => props.onToggle(criterion.key)}
            onMove={(step, by) => props.onMoveCriterion(criterion.key, step, by)}
            onRemove={() => props.onRemoveCriterion(criterion)}
            onChange={(change) => props.onChangeCriterion(criterion.key, change)}
          />
        ))}
      </ol>
      <div>
        <Button icon="plus" data-focus={`${key}:add`} aria-label={t("quality.scorecards.editor.addCriterion", { name })} onClick={props.onAdd}>{t("quality.scorecards.editor.addCriterionShort")}</Button>
      </div>
    </section>
  );
}
