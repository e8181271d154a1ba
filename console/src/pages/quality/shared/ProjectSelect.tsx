/** A project to narrow a list by. */
import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Field, Select } from "../../../ui/Field";
import { messageOf } from "../../../ui/State";
import { useProjectChoices } from "./queries";

export function ProjectSelect({ value, onChange }: { value: string | undefined; onChange(id: string | undefined): void }) {
  const { may } = useAccount();
  const projects = useProjectChoices();
  if (!may("engagements:read")) return null;
  const isListed = !value || projects.data?.some((project) => project.id === value);
  return (
    <Field label={t("quality.filter.project_id")} error={projects.error ? messageOf(projects.error) : undefined}>
      <Select value={value ?? ""} onChange={(event) => onChange(event.target.value || undefined)}>
        <option value="">{t("quality.filter.allProjects")}</option>
        {!isListed && <option value={value}>{t("quality.filter.oneProject")}</option>}
        {projects.data?.map((project) => <option key={project.id} value={project.id}>{project.name}</option>)}
      </Select>
    </Field>
  );
}
