/** Adding a program, and its secret, this once. */
import { Link, useNavigate } from "react-router";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { CopyText } from "../../../ui/CopyText";
import { Page, Panel } from "../../../ui/Page";
import { SecretOnce } from "../shared/SecretOnce";
import { ClientForm } from "./ClientForm";
import { useMakeClient } from "./queries";

export function NewClientPage() {
  const make = useMakeClient();
  const navigate = useNavigate();
  const made = make.data;
  if (made) {
    return (
      <Page title={t("settings.oauth.madeTitle", { name: made.name })}>
        <Panel>
          <h2>{t("settings.oauth.clientId")}</h2>
          <CopyText text={made.client_id} label={t("settings.oauth.clientId")} />
          {made.client_secret != null && <SecretOnce label={t("settings.oauth.secret")} secret={made.client_secret} />}
          <div className="form-buttons">
            <Button look="primary" onClick={() => void navigate("/settings/oauth")}>{t("settings.secret.kept")}</Button>
          </div>
        </Panel>
      </Page>
    );
  }
  return (
    <Page title={t("settings.oauth.new")} above={<Link to="/settings/oauth">{t("settings.back", { to: t("settings.sections.oauth") })}</Link>}>
      <ClientForm isBusy={make.isPending} error={make.error} onSubmit={(draft) => make.mutate(draft)} />
    </Page>
  );
}
