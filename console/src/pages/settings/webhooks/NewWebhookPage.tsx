/** Adding a receiver, and its secret, this once. */
import { Link, useNavigate } from "react-router";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Page, Panel } from "../../../ui/Page";
import { typedOnly } from "../shared/HeadersEditor";
import { SecretOnce } from "../shared/SecretOnce";
import { useMakeWebhook } from "./queries";
import { WebhookForm } from "./WebhookForm";

export function NewWebhookPage() {
  const make = useMakeWebhook();
  const navigate = useNavigate();
  const made = make.data;
  if (made) {
    return (
      <Page title={t("settings.webhooks.madeTitle")}>
        <Panel>
          <SecretOnce label={t("settings.secret.label")} secret={made.secret}>
            <p className="settings-soft">{t("settings.webhooks.secretHint")}</p>
          </SecretOnce>
          <div className="form-buttons">
            <Button look="primary" onClick={() => void navigate(`/settings/webhooks/${made.id}`)}>{t("settings.secret.kept")}</Button>
          </div>
        </Panel>
      </Page>
    );
  }
  const above = <Link to="/settings/webhooks">{t("settings.back", { to: t("settings.sections.webhooks") })}</Link>;
  return (
    <Page title={t("settings.webhooks.new")} above={above}>
      <WebhookForm isBusy={make.isPending} error={make.error} back="/settings/webhooks" onSubmit={(draft) => make.mutate({ ...draft, headers: typedOnly(draft.headers) })} />
    </Page>
  );
}
