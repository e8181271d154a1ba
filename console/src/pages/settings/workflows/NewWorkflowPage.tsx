/** Making a rule; its secret, this once, where it calls an address. */
import { Link, useNavigate } from "react-router";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Page, Panel } from "../../../ui/Page";
import { SecretOnce } from "../shared/SecretOnce";
import { useMakeWorkflow } from "./queries";
import { WorkflowEditor } from "./WorkflowEditor";

export function NewWorkflowPage() {
  const make = useMakeWorkflow();
  const navigate = useNavigate();
  const made = make.data;
  if (made) {
    return (
      <Page title={t("settings.workflows.madeTitle", { name: made.name })}>
        <Panel>
          <SecretOnce label={t("settings.secret.label")} secret={made.secret}>
            <p className="settings-soft">{t("settings.workflows.secretHint")}</p>
          </SecretOnce>
          <div className="form-buttons">
            <Button look="primary" onClick={() => void navigate(`/settings/workflows/${made.id}`)}>{t("settings.secret.kept")}</Button>
          </div>
        </Panel>
      </Page>
    );
  }
  return (
    <Page title={t("settings.workflows.new")} above={<Link to="/settings/workflows">{t("settings.back", { to: t("settings.sections.workflows") })}</Link>}>
      <WorkflowEditor isBusy={make.isPending} error={make.error} onSubmit={(draft) => make.mutate(draft)} />
    </Page>
  );
}
