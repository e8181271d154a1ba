/** All that can be said of a criterion. */
import { t } from "../../../texts";
import { CheckBox, Field, Input, Select, TextArea } from "../../../ui/Field";
import { type CriterionForm, idOf, KINDS, type Refusals } from "./form";
import { OptionRows } from "./OptionRows";

interface Props {
  criterion: CriterionForm;
  refusals: Refusals;
  onChange(change: Partial<CriterionForm>): void;
}

export function CriterionFields({ criterion, refusals, onChange }: Props) {
  const errorOf = (member: string) => refusals.get(`${criterion.key}.${member}`);
  const isScale = criterion.kind === "scale";
  return (
    <div className="form scorecard-fields">
      <Field label={t("quality.scorecards.editor.criterionName")} hint={t("quality.scorecards.editor.criterionNameHint")} error={errorOf("name")}>
        <Input data-focus={`${criterion.key}:name`} maxLength={200} autoComplete="off" value={criterion.name} onChange={(event) => onChange({ name: event.target.value })} />
      </Field>
      <Field label={t("quality.scorecards.editor.question")} hint={t("quality.scorecards.editor.questionHint")} error={errorOf("question")}>
        <TextArea rows={2} maxLength={500} value={criterion.question} onChange={(event) => onChange({ question: event.target.value })} />
      </Field>
      <Field label={t("quality.scorecards.guidance")} hint={t("quality.scorecards.editor.guidanceHint")} error={errorOf("guidance")}>
        <TextArea rows={3} maxLength={2000} value={criterion.guidance} onChange={(event) => onChange({ guidance: event.target.value })} />
      </Field>
      <div className="scorecard-fields-row">
        <Field label={t("quality.scorecards.editor.kind")} hint={t(`quality.scorecards.editor.kindHints.${criterion.kind}`)} error={errorOf("kind")}>
          <Select value={criterion.kind} onChange={(event) => onChange({ kind: KINDS.find((kind) => kind === event.target.value) ?? "yes_no" })}>
            {KINDS.map((kind) => <option key={kind} value={kind}>{t(`quality.scorecards.kinds.${kind}`)}</option>)}
          </Select>
        </Field>
        {isScale && (
          <Field label={t("quality.scorecards.editor.lowest")} error={errorOf("lowest")}>
            <Input type="number" step={1} min={-1000} max={1000} value={criterion.lowest} onChange={(event) => onChange({ lowest: event.target.value })} />
          </Field>
        )}
        {isScale && (
          <Field label={t("quality.scorecards.editor.highest")} hint={t("quality.scorecards.editor.highestHint")} error={errorOf("highest")}>
            <Input type="number" step={1} min={-999} max={1010} value={criterion.highest} onChange={(event) => onChange({ highest: event.target.value })} />
          </Field>
        )}
      </div>
      {criterion.kind === "choice" && <OptionRows options={criterion.options} error={errorOf("options")} onChange={(options) => onChange({ options })} />}
      <Field label={t("quality.scorecards.notApplicableWhen")} hint={t("quality.scorecards.editor.notApplicableHint")} error={errorOf("not_applicable_when")}>
        <TextArea rows={2} maxLength={500} value={criterion.notApplicableWhen} onChange={(event) => onChange({ notApplicableWhen: event.target.value })} />
      </Field>
      <div className="scorecard-fields-row">
        <Field label={t("quality.scorecards.editor.weight")} hint={t("quality.scorecards.editor.weightHint")} error={errorOf("weight")}>
          <Input type="number" min={0} max={1000} step="any" value={criterion.weight} onChange={(event) => onChange({ weight: event.target.value })} />
        </Field>
        <Field label={t("quality.scorecards.editor.id")} hint={t(criterion.isNew ? "quality.scorecards.editor.idHint" : "quality.scorecards.editor.idFixed")} error={errorOf("id")}>
          <Input
            maxLength={64}
            autoComplete="off"
            spellCheck={false}
            readOnly={!criterion.isNew}
            placeholder={idOf(criterion.name)}
            value={criterion.id}
            onChange={(event) => onChange({ id: event.target.value })}
          />
        </Field>
      </div>
      <CheckBox label={t("quality.scorecards.editor.isCritical")} checked={criterion.isCritical} onChange={(event) => onChange({ isCritical: event.target.checked })} />
    </div>
  );
}
