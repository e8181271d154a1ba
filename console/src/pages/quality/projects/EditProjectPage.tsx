/** Changing a project. */
import { type FormEvent, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Button, ButtonLink } from "../../../ui/Button";
import { Page, Panel } from "../../../ui/Page";
import { Refused } from "../../../ui/Refused";
import { Empty, Loaded } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import type { Project } from "../shared/types";
import { useUnsaved } from "../../../ui/useUnsaved";
import { draftOf, formOf } from "./form";
import { PROJECT_FIELDS, ProjectFields } from "./ProjectFields";
import { useChangeProject, useProject } from "./queries";

export function EditProjectPage() {
  const { id = "" } = useParams();
  const { may } = useAccount();
  const project = useProject(id);
  const above = <Link to={`/quality/projects/${id}`}>{project.data?.name ?? t("quality.projects.title")}</Link>;
  return (
    <Page title={t("quality.projects.edit")} above={above}>
      {may("engagements:write")
        ? <Loaded query={project} rows={6}>{(found) => <Form key={found.id} project={found} />}</Loaded>
        : <Empty title={t("common.notAllowed")} />}
    </Page>
  );
}

function Form({ project }: { project: Project }) {
  const [form, setForm] = useState(() => formOf(project));
  const [isChanged, setChanged] = useState(false);
  const change = useChangeProject(project.id);
  const tell = useTell();
  const navigate = useNavigate();
  const unsaved = useUnsaved(isChanged);
  const to = `/quality/projects/${project.id}`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { kind: _, ...draft } = draftOf(form);
    change.mutate({ ...draft, status: form.status.trim() }, {
      onSuccess: () => {
        tell.done(t("quality.projects.saved"));
        unsaved.saved();
        void navigate(to);
      },
    });
  };
  return (
    <Panel>
      <form className="form" onSubmit={submit}>
        <ProjectFields
          form={form}
          isNew={false}
          error={change.error}
          onChange={(next) => {
            setForm(next);
            setChanged(true);
          }}
        />
        <Refused error={change.error} isShown={(field) => PROJECT_FIELDS.includes(field)} />
        <div className="form-buttons">
          <ButtonLink to={to}>{t("common.cancel")}</ButtonLink>
          <Button type="submit" look="primary" isBusy={change.isPending}>{t("common.save")}</Button>
        </div>
      </form>
      {unsaved.question}
    </Panel>
  );
}
