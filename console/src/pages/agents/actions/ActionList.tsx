/** Every action: what it is for, where its request goes, and what the agent has to find out for it. */
import { useState } from "react";
import { Link } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button, ButtonLink } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { date } from "../../../ui/format";
import { ListMore } from "../../../ui/ListMore";
import { Page } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { useTell } from "../../../ui/Toasts";
import { type Action, useActions, useDeleteAction } from "./queries";
import "../shared/parts.css";
import "./actions.css";

export const nameOf = (action: Pick<Action, "name">) => action.name ?? t("actions.unnamed");

export function ActionList() {
  const { may } = useAccount();
  const mayChange = may("actions:write");
  const [deleting, setDeleting] = useState<Action | null>(null);
  const actions = useActions();
  const remove = useDeleteAction();
  const tell = useTell();
  const add = mayChange && <ButtonLink look="primary" icon="plus" to="/agents/actions/new">{t("actions.new")}</ButtonLink>;
  const end = async (action: Action) => {
    await remove.mutateAsync(action.id);
    tell.done(t("actions.deleted", { name: nameOf(action) }));
  };
  return (
    <Page title={t("actions.title")} actions={add}>
      <p className="agent-part-lead">{t("actions.lead")}</p>
      <Loaded query={actions} isEmpty={(all) => all.length === 0} empty={<Empty title={t("actions.empty")}><p>{t("actions.emptyHint")}</p>{add}</Empty>}>
        {(all) => <Table caption={t("actions.title")} columns={columnsOf(mayChange ? setDeleting : null)} rows={all} keyOf={(action) => action.id} />}
      </Loaded>
      <ListMore query={actions} />
      <Confirm
        isOpen={deleting !== null}
        text={t("actions.deleteText", { name: deleting ? nameOf(deleting) : "" })}
        confirm={t("common.delete")}
        onConfirm={async () => deleting && end(deleting)}
        onClose={() => setDeleting(null)}
      />
    </Page>
  );
}

function columnsOf(remove: ((action: Action) => void) | null): Column<Action>[] {
  return [
    {
      key: "name",
      title: t("common.name"),
      cell: (action) => (
        <>
          <Link to={`/agents/actions/${action.id}`}>{nameOf(action)}</Link>
          {action.description && <p className="agent-part-soft actions-description">{action.description}</p>}
        </>
      ),
    },
    {
      key: "request",
      title: t("actions.column.request"),
      cell: (action) =>
        action.url ? (
          <span className="actions-request"><Badge>{action.method ?? "GET"}</Badge> <code>{action.url}</code></span>
        ) : (
          <Badge tone="warn">{t("actions.column.noAddress")}</Badge>
        ),
    },
    {
      key: "variables",
      title: t("actions.column.variables"),
      cell: (action) => action.input_variables.map((variable) => variable.name).join(", ") || t("common.none"),
    },
    { key: "changed", title: t("actions.column.changed"), cell: (action) => date(action.updated_at) },
    {
      key: "actions",
      title: t("common.actions"),
      isTitleHidden: true,
      cell: (action) =>
        remove && <Button look="danger" aria-label={t("actions.deleteOne", { name: nameOf(action) })} onClick={() => remove(action)}>{t("common.delete")}</Button>,
    },
  ];
}
