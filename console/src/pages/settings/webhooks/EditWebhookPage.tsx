/** Changing a receiver. */
import { Link, useNavigate, useParams } from "react-router";

import { t } from "../../../texts";
import { Page } from "../../../ui/Page";
import { Loaded } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { useChangeWebhook, useWebhook } from "./queries";
import { WebhookForm } from "./WebhookForm";

export function EditWebhookPage() {
  const { id = "" } = useParams();
  const webhook = useWebhook(id);
  const change = useChangeWebhook(id);
  const navigate = useNavigate();
  const tell = useTell();
  const back = `/settings/webhooks/${id}`;
  const saved = () => {
    tell.done(t("common.saved"));
    void navigate(back);
  };
  return (
    <Page title={t("settings.webhooks.edit")} above={<Link to={back}>{t("settings.back", { to: webhook.data?.url ?? t("settings.sections.webhooks") })}</Link>}>
      <Loaded query={webhook}>
        {(one) => <WebhookForm webhook={one} isBusy={change.isPending} error={change.error} back={back} onSubmit={(draft) => change.mutate(draft, { onSuccess: saved })} />}
      </Loaded>
    </Page>
  );
}
