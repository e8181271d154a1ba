/** Every rule: when it runs, what it does, and the switch. */
import { useState } from "react";
import { Link } from "react-router";

import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button, ButtonLink } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { dateTime } from "../../../ui/format";
import { Page } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { useTell } from "../../../ui/Toasts";
import { useChangeWorkflow, useDeleteWorkflow, useWorkflows, type Workflow } from "./queries";

export function WorkflowList() {
  const [deleting, setDeleting] = useState<Workflow | null>(null);
  const workflows = useWorkflows();
  const change = useChangeWorkflow();
  const remove = useDeleteWorkflow();
  const tell = useTell();
  const add = <ButtonLink look="primary" icon="plus" to="/settings/workflows/new">{t("settings.workflows.new")}</ButtonLink>;
  const toggle = ({ id, name, enabled }: Workflow) =>
    change.mutate(
      { id, body: { enabled: !enabled } },
      { onSuccess: () => tell.done(t(enabled ? "settings.switchedOff" : "settings.switchedOn", { name })), onError: tell.failed },
    );
  const end = async (workflow: Workflow) => {
    await remove.mutateAsync(workflow.id);
    tell.done(t("settings.deleted", { name: workflow.name }));
  };
  return (
    <Page title={t("settings.sections.workflows")} actions={add}>
      <p className="settings-lead">{t("settings.workflows.lead")}</p>
      <Loaded query={workflows} isEmpty={(all) => all.length === 0} empty={<Empty title={t("settings.workflows.empty")}>{add}</Empty>}>
        {(all) => <Table caption={t("settings.sections.workflows")} columns={columnsOf(toggle, setDeleting)} rows={all} keyOf={(one) => one.id} />}
      </Loaded>
      <Confirm
        isOpen={deleting !== null}
        text={t("settings.workflows.deleteText", { name: deleting?.name ?? "" })}
        confirm={t("common.delete")}
        onConfirm={async () => deleting && end(deleting)}
        onClose={() => setDeleting(null)}
      />
    </Page>
  );
}

function columnsOf(toggle: (workflow: Workflow) => void, remove: (workflow: Workflow) => void): Column<Workflow>[] {
  return [
    { key: "name", title: t("common.name"), cell: (one) => <Link to={`/settings/workflows/${one.id}`}>{one.name}</Link> },
    { key: "when", title: t("settings.workflows.when"), cell: (one) => t(`settings.workflows.trigger.${one.when.type}`) },
    {
      key: "actions",
      title: t("settings.workflows.does"),
      cell: (one) => one.actions.map((action) => t(`settings.workflows.action.${action.type}`)).join(", "),
    },
    {
      key: "state",
      title: t("settings.state"),
      cell: (one) => (
        <Badge tone={one.enabled ? "good" : "plain"} title={one.enabled ? t("settings.workflows.since", { at: dateTime(one.active_since) }) : undefined}>
          {t(one.enabled ? "settings.on" : "settings.off")}
        </Badge>
      ),
    },
    {
      key: "buttons",
      title: t("common.actions"),
      isTitleHidden: true,
      cell: (one) => (
        <div className="settings-buttons">
          <Button aria-label={t(one.enabled ? "settings.switchOffOne" : "settings.switchOnOne", { name: one.name })} onClick={() => toggle(one)}>
            {t(one.enabled ? "settings.switchOff" : "settings.switchOn")}
          </Button>
          <ButtonLink to={`/settings/workflows/${one.id}?tab=runs`} aria-label={t("settings.workflows.runsOf", { name: one.name })}>{t("settings.workflows.runs")}</ButtonLink>
          <Button look="danger" aria-label={t("settings.deleteOne", { name: one.name })} onClick={() => remove(one)}>{t("common.delete")}</Button>
        </div>
      ),
    },
  ];
}
