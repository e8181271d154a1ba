/** Every receiver: where it is, what it gets, and whether that arrives. */
import { Link } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { ButtonLink } from "../../../ui/Button";
import { date } from "../../../ui/format";
import { Page } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { useWebhooks, type Webhook } from "./queries";
import { apiName, eventsInWords, WebhookState } from "./words";

const COLUMNS: Column<Webhook>[] = [
  {
    key: "url",
    title: t("settings.webhooks.url"),
    cell: (webhook) => (
      <>
        <Link to={`/settings/webhooks/${webhook.id}`}>{webhook.url}</Link>
        {webhook.description && <p className="settings-soft">{webhook.description}</p>}
      </>
    ),
  },
  { key: "shape", title: t("settings.webhooks.shape"), cell: (webhook) => apiName(webhook.dialect) },
  { key: "events", title: t("settings.webhooks.events"), cell: eventsInWords },
  { key: "state", title: t("settings.state"), cell: (webhook) => <WebhookState webhook={webhook} /> },
  { key: "made", title: t("settings.made"), cell: (webhook) => date(webhook.created_at) },
];

export function WebhookList() {
  const { may } = useAccount();
  const webhooks = useWebhooks();
  const add = may("workspace:admin") && <ButtonLink look="primary" icon="plus" to="/settings/webhooks/new">{t("settings.webhooks.new")}</ButtonLink>;
  return (
    <Page title={t("settings.sections.webhooks")} actions={add}>
      <p className="settings-lead">{t("settings.webhooks.lead")}</p>
      <Loaded query={webhooks} isEmpty={(all) => all.length === 0} empty={<Empty title={t("settings.webhooks.empty")}>{add}</Empty>}>
        {(all) => <Table caption={t("settings.sections.webhooks")} columns={COLUMNS} rows={all} keyOf={(webhook) => webhook.id} />}
      </Loaded>
    </Page>
  );
}
