/** Every question: what it asks, how it is answered, and whether it is asked. */
import { useState } from "react";
import { Link } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button, ButtonLink } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { Page } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { useTell } from "../../../ui/Toasts";
import { type SignalDefinition, useSignalDefinitions } from "../shared/queries";
import { useDeleteSignal } from "./queries";

export function SignalList() {
  const { may } = useAccount();
  const mayChange = may("workspace:admin");
  const [deleting, setDeleting] = useState<SignalDefinition | null>(null);
  const definitions = useSignalDefinitions();
  const remove = useDeleteSignal();
  const tell = useTell();
  const add = mayChange && <ButtonLink look="primary" icon="plus" to="/settings/signals/new">{t("settings.signals.new")}</ButtonLink>;
  const end = async (definition: SignalDefinition) => {
    await remove.mutateAsync(definition.id);
    tell.done(t("settings.deleted", { name: definition.name }));
  };
  return (
    <Page title={t("settings.sections.signals")} actions={add}>
      <p className="settings-lead">{t("settings.signals.lead")}</p>
      <Loaded query={definitions} isEmpty={(all) => all.length === 0} empty={<Empty title={t("settings.signals.empty")}>{add}</Empty>}>
        {(all) => <Table caption={t("settings.sections.signals")} columns={columnsOf(mayChange ? setDeleting : null)} rows={all} keyOf={(one) => one.id} />}
      </Loaded>
      <Confirm
        isOpen={deleting !== null}
        text={t("settings.signals.deleteText", { name: deleting?.name ?? "" })}
        confirm={t("common.delete")}
        onConfirm={async () => deleting && end(deleting)}
        onClose={() => setDeleting(null)}
      />
    </Page>
  );
}

function columnsOf(remove: ((definition: SignalDefinition) => void) | null): Column<SignalDefinition>[] {
  return [
    {
      key: "name",
      title: t("common.name"),
      cell: (one) => (remove ? <Link to={`/settings/signals/${one.id}`}>{one.name}</Link> : one.name),
    },
    { key: "question", title: t("settings.signals.question"), cell: (one) => one.question },
    { key: "kind", title: t("settings.signals.kind"), cell: (one) => t(`settings.signals.kinds.${one.kind.type}`) },
    {
      key: "state",
      title: t("settings.state"),
      cell: (one) => <Badge tone={one.enabled ? "good" : "plain"}>{t(one.enabled ? "settings.signals.on" : "settings.signals.off")}</Badge>,
    },
    {
      key: "actions",
      title: t("common.actions"),
      isTitleHidden: true,
      cell: (one) =>
        remove && <Button look="danger" aria-label={t("settings.deleteOne", { name: one.name })} onClick={() => remove(one)}>{t("common.delete")}</Button>,
    },
  ];
}
