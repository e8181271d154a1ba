/** One receiver: what it is, what can be done with it, and the log of what was sent to it. */
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Button, ButtonLink } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { dateTime } from "../../../ui/format";
import { Page, Panel } from "../../../ui/Page";
import { Loaded } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { RotateSecret } from "../shared/RotateSecret";
import { DeliveryLog } from "./DeliveryLog";
import { useChangeWebhook, useDeleteWebhook, useRotateWebhookSecret, useWebhook, type Webhook } from "./queries";
import { Recover } from "./Recover";
import { TestMessage } from "./TestMessage";
import { apiName, WebhookState } from "./words";

export function WebhookPage() {
  const { id = "" } = useParams();
  const webhook = useWebhook(id);
  const above = <Link to="/settings/webhooks">{t("settings.back", { to: t("settings.sections.webhooks") })}</Link>;
  return (
    <Page title={webhook.data?.url ?? t("settings.webhooks.one")} above={above}>
      <Loaded query={webhook}>
        {(one) => (
          <>
            <Panel title={t("settings.webhooks.facts")} actions={<Actions webhook={one} />}><Facts webhook={one} /></Panel>
            <DeliveryLog webhookId={one.id} isOn={one.enabled} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Facts({ webhook }: { webhook: Webhook }) {
  const headers = Object.keys(webhook.headers ?? {});
  return (
    <dl className="settings-facts">
      <dt>{t("settings.state")}</dt>
      <dd><WebhookState webhook={webhook} /></dd>
      <dt>{t("settings.webhooks.shape")}</dt>
      <dd>{apiName(webhook.dialect)}</dd>
      <dt>{t("settings.webhooks.events")}</dt>
      <dd>{webhook.event_types.length === 0 ? t("settings.webhooks.allEvents") : webhook.event_types.join(", ")}</dd>
      <dt>{t("settings.headers.label")}</dt>
      <dd>{headers.length === 0 ? t("common.none") : headers.join(", ")}</dd>
      {webhook.description && <><dt>{t("settings.webhooks.note")}</dt><dd>{webhook.description}</dd></>}
      {webhook.previous_secret_until && (
        <><dt>{t("settings.webhooks.oldSecret")}</dt><dd>{t("settings.webhooks.oldSecretUntil", { at: dateTime(webhook.previous_secret_until) })}</dd></>
      )}
    </dl>
  );
}

function Actions({ webhook }: { webhook: Webhook }) {
  const { may } = useAccount();
  const [isDeleting, setDeleting] = useState(false);
  const change = useChangeWebhook(webhook.id);
  const remove = useDeleteWebhook(webhook.id);
  const rotate = useRotateWebhookSecret(webhook.id);
  const tell = useTell();
  const navigate = useNavigate();
  const isAdmin = may("workspace:admin");
  const toggle = () =>
    change.mutate(
      { enabled: !webhook.enabled },
      { onSuccess: () => tell.done(t(webhook.enabled ? "settings.webhooks.switchedOff" : "settings.webhooks.switchedOn")), onError: tell.failed },
    );
  const end = async () => {
    await remove.mutateAsync();
    tell.done(t("settings.webhooks.deleted"));
    void navigate("/settings/webhooks");
  };
  return (
    <>
      {may("webhooks:write") && <TestMessage webhook={webhook} />}
      {may("webhooks:write") && <Recover webhookId={webhook.id} isOff={!webhook.enabled} />}
      {isAdmin && <ButtonLink icon="edit" to={`/settings/webhooks/${webhook.id}/edit`}>{t("common.edit")}</ButtonLink>}
      {isAdmin && <Button isBusy={change.isPending} onClick={toggle}>{t(webhook.enabled ? "settings.switchOff" : "settings.switchOn")}</Button>}
      {isAdmin && <RotateSecret warning={t("settings.webhooks.rotateText")} rotate={async () => (await rotate.mutateAsync(undefined)).secret} />}
      {may("webhooks:write") && <Button look="danger" icon="trash" onClick={() => setDeleting(true)}>{t("common.delete")}</Button>}
      <Confirm
        isOpen={isDeleting}
        text={t("settings.webhooks.deleteText", { url: webhook.url })}
        confirm={t("common.delete")}
        onConfirm={end}
        onClose={() => setDeleting(false)}
      />
    </>
  );
}
