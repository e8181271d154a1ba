/** Over which time, by which steps, and in which project. All of it lives in the address. */
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { DayInput } from "../../ui/DayInput";
import { dayOf } from "../../ui/days";
import { Field, Select } from "../../ui/Field";
import { messageOf } from "../../ui/State";
import { useProjectChoices } from "../quality/shared/queries";

export const STEPS = ["day", "week", "month"] as const;
export type Step = (typeof STEPS)[number];

export interface Range {
  step: Step;
  from?: string;
  to?: string;
  projectId?: string;
}

interface Props {
  range: Range;
  /** What the server answered for: shown where the address names no range. */
  answered?: { from: string; to: string };
  /** What the server refused about the range. */
  error: string | undefined;
  onChange(changes: Record<string, string | undefined>): void;
}

export function RangeBar({ range, answered, error, onChange }: Props) {
  const projects = useProjectChoices();
  const failed = projects.error && t("overview.projectsNotLoaded", { message: messageOf(projects.error) });
  return (
    <div className="overview-range" role="group" aria-label={t("overview.filters")}>
      <Field label={t("overview.step")}>
        <Select value={range.step} onChange={(event) => onChange({ granularity: event.target.value === "day" ? undefined : event.target.value })}>
          {STEPS.map((step) => <option key={step} value={step}>{t(`overview.${step}`)}</option>)}
        </Select>
      </Field>
      <Field label={t("overview.from")} error={error}>
        <DayInput value={dayOf(range.from ?? answered?.from)} onDay={(from) => onChange({ from })} />
      </Field>
      <Field label={t("overview.to")}>
        <DayInput value={dayOf(range.to ?? answered?.to, true)} onDay={(to) => onChange({ to })} />
      </Field>
      <Field label={t("overview.project")} error={failed || undefined}>
        <Select value={range.projectId ?? ""} onChange={(event) => onChange({ project_id: event.target.value })}>
          <option value="">{t("overview.allProjects")}</option>
          {projects.data?.map((project) => <option key={project.id} value={project.id}>{project.name}</option>)}
        </Select>
      </Field>
      {(range.from || range.to) && <Button look="quiet" onClick={() => onChange({ from: undefined, to: undefined })}>{t("overview.reset")}</Button>}
    </div>
  );
}
