/** Every program: its public name, what it may do at most, and the end of it. */
import { useState } from "react";
import { Link } from "react-router";

import { t } from "../../../texts";
import { Button, ButtonLink } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { date } from "../../../ui/format";
import { Page } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { useTell } from "../../../ui/Toasts";
import { RotateSecret } from "../shared/RotateSecret";
import { ScopeSummary } from "../shared/ScopePicker";
import { grantInWords } from "./words";
import { type OAuthClient, useClients, useDeleteClient, useRotateClientSecret } from "./queries";

export function ClientList() {
  const [deleting, setDeleting] = useState<OAuthClient | null>(null);
  const clients = useClients();
  const rotate = useRotateClientSecret();
  const remove = useDeleteClient();
  const tell = useTell();
  const add = <ButtonLink look="primary" icon="plus" to="/settings/oauth/new">{t("settings.oauth.new")}</ButtonLink>;
  const columns = columnsOf(async (client) => (await rotate.mutateAsync(client.id)).client_secret ?? "", setDeleting);
  const end = async (client: OAuthClient) => {
    await remove.mutateAsync(client.id);
    tell.done(t("settings.deleted", { name: client.name }));
  };
  return (
    <Page title={t("settings.sections.oauth")} actions={add}>
      <p className="settings-lead">{t("settings.oauth.lead")}</p>
      <Loaded query={clients} isEmpty={(all) => all.length === 0} empty={<Empty title={t("settings.oauth.empty")}>{add}</Empty>}>
        {(all) => <Table caption={t("settings.sections.oauth")} columns={columns} rows={all} keyOf={(client) => client.id} />}
      </Loaded>
      <Confirm
        isOpen={deleting !== null}
        text={t("settings.oauth.deleteText", { name: deleting?.name ?? "" })}
        confirm={t("common.delete")}
        onConfirm={async () => deleting && end(deleting)}
        onClose={() => setDeleting(null)}
      />
    </Page>
  );
}

function columnsOf(rotate: (client: OAuthClient) => Promise<string>, remove: (client: OAuthClient) => void): Column<OAuthClient>[] {
  return [
    {
      key: "name",
      title: t("common.name"),
      cell: (client) => <><Link to={`/settings/oauth/${client.id}`}>{client.name}</Link><p><code>{client.client_id}</code></p></>,
    },
    { key: "kind", title: t("settings.oauth.kind"), cell: (client) => t(client.confidential ? "settings.oauth.confidential" : "settings.oauth.public") },
    { key: "grants", title: t("settings.oauth.grants"), cell: (client) => client.grant_types.map(grantInWords).join(", ") },
    { key: "scopes", title: t("settings.oauth.most"), cell: (client) => <ScopeSummary scopes={client.scopes} /> },
    { key: "made", title: t("settings.made"), cell: (client) => date(client.created_at) },
    {
      key: "actions",
      title: t("common.actions"),
      isTitleHidden: true,
      cell: (client) => (
        <div className="settings-buttons">
          {client.confidential && <RotateSecret of={client.name} label={t("settings.oauth.secret")} warning={t("settings.oauth.rotateText")} rotate={() => rotate(client)} />}
          <Button look="danger" aria-label={t("settings.deleteOne", { name: client.name })} onClick={() => remove(client)}>{t("common.delete")}</Button>
        </div>
      ),
    },
  ];
}
