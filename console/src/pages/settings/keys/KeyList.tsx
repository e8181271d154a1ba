/** Every key of the workspace: whose it is, what it may do, when it was used last; and the end of one. */
import { useState } from "react";
import { useSearchParams } from "react-router";

import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button, ButtonLink } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { CheckBox } from "../../../ui/Field";
import { ago, date, dateTime } from "../../../ui/format";
import { Page } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { useTell } from "../../../ui/Toasts";
import { ScopeSummary } from "../shared/ScopePicker";
import { type Key, useKeys, useRevokeKey } from "./queries";

export function KeyList() {
  const [search, setSearch] = useSearchParams();
  const withRevoked = search.has("revoked");
  const [revoking, setRevoking] = useState<Key | null>(null);
  const keys = useKeys();
  const revoke = useRevokeKey();
  const tell = useTell();
  const newKey = <ButtonLink look="primary" icon="plus" to="/settings/keys/new">{t("settings.keys.new")}</ButtonLink>;
  const end = async (key: Key) => {
    await revoke.mutateAsync(key.id);
    tell.done(t("settings.keys.revoked", { name: key.name }));
  };
  return (
    <Page title={t("settings.sections.keys")} actions={newKey}>
      <p className="settings-lead">{t("settings.keys.lead")}</p>
      <Loaded query={keys} isEmpty={(all) => all.length === 0} empty={<Empty title={t("settings.keys.empty")}>{newKey}</Empty>}>
        {(all) => (
          <>
            {all.some((key) => key.revoked_at) && (
              <CheckBox
                label={t("settings.keys.showRevoked")}
                checked={withRevoked}
                onChange={(event) => setSearch(event.target.checked ? { revoked: "1" } : {}, { replace: true })}
              />
            )}
            <Table caption={t("settings.sections.keys")} columns={columns(setRevoking)} rows={all.filter((key) => withRevoked || !key.revoked_at)} keyOf={(key) => key.id} />
          </>
        )}
      </Loaded>
      <Confirm
        isOpen={revoking !== null}
        text={t("settings.keys.revokeText", { name: revoking?.name ?? "" })}
        confirm={t("settings.keys.revoke")}
        onConfirm={async () => revoking && end(revoking)}
        onClose={() => setRevoking(null)}
      />
    </Page>
  );
}

function columns(revoke: (key: Key) => void): Column<Key>[] {
  return [
    { key: "name", title: t("common.name"), cell: (key) => <><strong>{key.name}</strong><br /><code>{key.prefix}…</code></> },
    { key: "user", title: t("settings.keys.user"), cell: (key) => key.user?.name ?? t("settings.keys.nobody") },
    { key: "scopes", title: t("settings.scopes.label"), cell: (key) => <ScopeSummary scopes={key.scopes} /> },
    {
      key: "used",
      title: t("settings.keys.lastUsed"),
      cell: (key) => (key.last_used_at ? <time dateTime={key.last_used_at} title={dateTime(key.last_used_at)}>{ago(key.last_used_at)}</time> : t("settings.keys.never")),
    },
    { key: "made", title: t("settings.made"), cell: (key) => date(key.created_at) },
    {
      key: "actions",
      title: t("common.actions"),
      isTitleHidden: true,
      cell: (key) =>
        key.revoked_at ? (
          <Badge>{t("settings.keys.revokedSince", { date: date(key.revoked_at) })}</Badge>
        ) : (
          <Button look="danger" aria-label={t("settings.keys.revokeOne", { name: key.name })} onClick={() => revoke(key)}>{t("settings.keys.revoke")}</Button>
        ),
    },
  ];
}
