/** The fields of a project. How far it is can be said once it is there; of what kind it is stays. */
import { useId } from "react";

import { t } from "../../../texts";
import { CheckBox, Field, fieldError, Input, Select, TextArea } from "../../../ui/Field";
import { messageOf } from "../../../ui/State";
import { useProjectChoices, useScorecards } from "../shared/queries";
import type { ProjectForm } from "./form";

export const PROJECT_FIELDS = ["name", "kind", "status", "description", "scorecard_id", "review_rules.below_score", "review_rules.sample_percent"];

interface Props {
  form: ProjectForm;
  isNew: boolean;
  error: unknown;
  onChange(form: ProjectForm): void;
}

export function ProjectFields({ form, isNew, error, onChange }: Props) {
  const words = useId();
  const projects = useProjectChoices();
  const scorecards = useScorecards();
  const set = (changes: Partial<ProjectForm>) => onChange({ ...form, ...changes });
  const word = isNew ? "kind" : "status";
  const known = [...new Set(projects.data?.map((project) => project[word]))];
  const isListed = !form.scorecardId || scorecards.data?.some((one) => one.id === form.scorecardId);
  const scorecardError = fieldError(error, "scorecard_id") ?? (scorecards.error ? messageOf(scorecards.error) : undefined);
  return (
    <>
      <Field label={t("common.name")} error={fieldError(error, "name")}>
        <Input required maxLength={1000} autoComplete="off" value={form.name} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      <Field label={t(`quality.projects.${word}`)} hint={t(isNew ? "quality.projects.kindHint" : "quality.projects.statusHint")} error={fieldError(error, word)}>
        <Input required maxLength={1000} autoComplete="off" list={words} value={form[word]} onChange={(event) => set({ [word]: event.target.value })} />
      </Field>
      <datalist id={words}>{known.map((one) => <option key={one} value={one} />)}</datalist>
      <Field label={t("quality.projects.description")} hint={t("common.optional")} error={fieldError(error, "description")}>
        <TextArea rows={3} maxLength={20_000} value={form.description} onChange={(event) => set({ description: event.target.value })} />
      </Field>
      <Field label={t("quality.projects.scorecard")} hint={t("quality.projects.scorecardHint")} error={scorecardError}>
        <Select value={form.scorecardId} onChange={(event) => set({ scorecardId: event.target.value })}>
          {isNew && <option value="">{t("quality.projects.defaultCard", { name: scorecards.data?.find((one) => one.is_default)?.name ?? "–" })}</option>}
          {!isListed && <option value={form.scorecardId}>{t("common.unknown")}</option>}
          {scorecards.data?.filter((one) => !isNew || !one.is_default).map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </Select>
      </Field>
      <fieldset className="quality-group">
        <legend>{t("quality.projects.rules")}</legend>
        <p className="field-hint">{t("quality.projects.rulesHint")}</p>
        <CheckBox label={t("quality.projects.hasBelow")} checked={form.hasBelow} onChange={(event) => set({ hasBelow: event.target.checked })} />
        <div className="projects-rules">
          {form.hasBelow && (
            <Field label={t("quality.projects.below")} hint={t("quality.projects.belowHint")} error={fieldError(error, "review_rules.below_score")}>
              <Input type="number" required min={0} max={100} step="any" value={form.below} onChange={(event) => set({ below: event.target.value })} />
            </Field>
          )}
          <Field label={t("quality.projects.sample")} hint={t("quality.projects.sampleHint")} error={fieldError(error, "review_rules.sample_percent")}>
            <Input type="number" required min={0} max={100} step="any" value={form.sample} onChange={(event) => set({ sample: event.target.value })} />
          </Field>
        </div>
      </fieldset>
    </>
  );
}
