/** Who answers at which number, address or page. */
import { useState } from "react";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { ListMore } from "../../../ui/ListMore";
import { Page } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { useTell } from "../../../ui/Toasts";
import { type Answerers, type InboundRoute, useAnswerers, useDeleteRoute, useInboundRoutes } from "./queries";
import { RouteDialog } from "./RouteDialog";
import { WebchatSnippet } from "./WebchatSnippet";

export function InboundPage() {
  const mayChange = useAccount().may("agents:write");
  const [editing, setEditing] = useState<InboundRoute | "new" | null>(null);
  const [showing, setShowing] = useState<InboundRoute | null>(null);
  const [deleting, setDeleting] = useState<InboundRoute | null>(null);
  const routes = useInboundRoutes();
  const answerers = useAnswerers();
  const remove = useDeleteRoute();
  const tell = useTell();
  const add = mayChange && <Button look="primary" icon="plus" onClick={() => setEditing("new")}>{t("settings.inbound.new")}</Button>;
  const end = async (route: InboundRoute) => {
    await remove.mutateAsync(route.id);
    tell.done(t("settings.deleted", { name: placeOf(route) }));
  };
  return (
    <Page title={t("settings.sections.inbound")} actions={add}>
      <p className="settings-lead">{t("settings.inbound.lead")}</p>
      <Loaded query={answerers}>
        {(known) => (
          <>
            <Loaded query={routes} isEmpty={(rows) => rows.length === 0} empty={<Empty title={t("settings.inbound.empty")}>{add}</Empty>}>
              {(rows) => (
                <Table
                  caption={t("settings.sections.inbound")}
                  columns={columnsOf(known, { mayChange, edit: setEditing, show: setShowing, remove: setDeleting })}
                  rows={rows}
                  keyOf={(route) => route.id}
                />
              )}
            </Loaded>
            <ListMore query={routes} />
            {editing && <RouteDialog route={editing === "new" ? null : editing} answerers={known} onClose={() => setEditing(null)} />}
          </>
        )}
      </Loaded>
      {showing && <WebchatSnippet routeId={showing.id} onClose={() => setShowing(null)} />}
      <Confirm
        isOpen={deleting !== null}
        text={t("settings.inbound.deleteText", { place: deleting ? placeOf(deleting) : "" })}
        confirm={t("common.delete")}
        onConfirm={async () => deleting && end(deleting)}
        onClose={() => setDeleting(null)}
      />
    </Page>
  );
}

/** Where somebody is answered: the number or address, or the beginning of what a page names. */
export function placeOf(route: InboundRoute): string {
  return route.address ?? `${t("settings.inbound.channel.webchat")} ${route.id.slice(0, 8)}`;
}

interface Doing {
  mayChange: boolean;
  edit(route: InboundRoute): void;
  show(route: InboundRoute): void;
  remove(route: InboundRoute): void;
}

function columnsOf(known: Answerers, { mayChange, edit, show, remove }: Doing): Column<InboundRoute>[] {
  const nameIn = (list: Answerers["agents"], id: string) => list.find((one) => one.id === id)?.name ?? t("common.unknown");
  return [
    { key: "place", title: t("settings.inbound.place"), cell: (route) => <><strong>{placeOf(route)}</strong><p className="settings-soft">{t(`settings.inbound.channel.${route.channel}`)}</p></> },
    { key: "agent", title: t("settings.inbound.agent"), cell: (route) => nameIn(known.agents, route.agent_id) },
    { key: "skill", title: t("settings.inbound.skill"), cell: (route) => nameIn(known.skills, route.skill_id) },
    { key: "state", title: t("settings.state"), cell: (route) => <Badge tone={route.is_active ? "good" : "plain"}>{t(route.is_active ? "settings.on" : "settings.off")}</Badge> },
    {
      key: "actions",
      title: t("common.actions"),
      isTitleHidden: true,
      cell: (route) => {
        const name = placeOf(route);
        return (
          <div className="settings-buttons">
            {route.channel === "webchat" && <Button aria-label={t("settings.inbound.snippetOf", { name })} onClick={() => show(route)}>{t("settings.inbound.snippet")}</Button>}
            {mayChange && <Button aria-label={t("settings.editOne", { name })} onClick={() => edit(route)}>{t("common.edit")}</Button>}
            {mayChange && <Button look="danger" aria-label={t("settings.deleteOne", { name })} onClick={() => remove(route)}>{t("common.delete")}</Button>}
          </div>
        );
      },
    },
  ];
}
