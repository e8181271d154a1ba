/** Making a project. */
import { type FormEvent, useState } from "react";
import { Link, useNavigate } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Button, ButtonLink } from "../../../ui/Button";
import { Page, Panel } from "../../../ui/Page";
import { Refused } from "../../../ui/Refused";
import { Empty } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { useUnsaved } from "../../../ui/useUnsaved";
import { draftOf, formOf } from "./form";
import { PROJECT_FIELDS, ProjectFields } from "./ProjectFields";
import { useMakeProject } from "./queries";

export function NewProjectPage() {
  const { may } = useAccount();
  const above = <Link to="/quality/projects">{t("quality.projects.back")}</Link>;
  return (
    <Page title={t("quality.projects.new")} above={above}>
      {may("engagements:write") ? <Form /> : <Empty title={t("common.notAllowed")} />}
    </Page>
  );
}

function Form() {
  const [form, setForm] = useState(() => formOf());
  const [isChanged, setChanged] = useState(false);
  const make = useMakeProject();
  const tell = useTell();
  const navigate = useNavigate();
  const unsaved = useUnsaved(isChanged);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(draftOf(form), {
      onSuccess: (project) => {
        tell.done(t("quality.projects.made", { name: project.name }));
        unsaved.saved();
        void navigate(`/quality/projects/${project.id}`);
      },
    });
  };
  return (
    <Panel>
      <p className="quality-soft">{t("quality.projects.newLead")}</p>
      <form className="form" onSubmit={submit}>
        <ProjectFields
          form={form}
          isNew
          error={make.error}
          onChange={(next) => {
            setForm(next);
            setChanged(true);
          }}
        />
        <Refused error={make.error} isShown={(field) => PROJECT_FIELDS.includes(field)} />
        <div className="form-buttons">
          <ButtonLink to="/quality/projects">{t("common.cancel")}</ButtonLink>
          <Button type="submit" look="primary" isBusy={make.isPending}>{t("quality.projects.create")}</Button>
        </div>
      </form>
      {unsaved.question}
    </Panel>
  );
}
