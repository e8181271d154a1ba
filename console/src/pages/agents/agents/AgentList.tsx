/** Every agent: what it does, in which language, and whether it may speak. */
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
import { useSkillRoster } from "../shared/roster";
import { type Agent, useAgents, useDeleteAgent } from "./queries";
import "../shared/parts.css";

export function AgentList() {
  const { may } = useAccount();
  const mayChange = may("agents:write");
  const [deleting, setDeleting] = useState<Agent | null>(null);
  const agents = useAgents();
  const skills = useSkillRoster();
  const skillOf = (agent: Agent) => {
    const named = agent.skill ?? agent.skills[0];
    return skills.data?.find(({ id, name }) => id === named || name === named)?.name;
  };
  const remove = useDeleteAgent();
  const tell = useTell();
  const add = mayChange && <ButtonLink look="primary" icon="plus" to="/agents/all/new">{t("agents.new")}</ButtonLink>;
  const end = async (agent: Agent) => {
    await remove.mutateAsync(agent.id);
    tell.done(t("agents.deleted", { name: agent.spoken_name }));
  };
  return (
    <Page title={t("agents.title")} actions={add}>
      <p className="agent-part-lead">{t("agents.lead")}</p>
      <Loaded query={agents} isEmpty={(all) => all.length === 0} empty={<Empty title={t("agents.empty")}><p>{t("agents.emptyHint")}</p>{add}</Empty>}>
        {(all) => <Table caption={t("agents.title")} columns={columnsOf(skillOf, mayChange ? setDeleting : null)} rows={all} keyOf={(agent) => agent.id} />}
      </Loaded>
      <ListMore query={agents} />
      <Confirm
        isOpen={deleting !== null}
        text={t("agents.deleteText", { name: deleting?.spoken_name ?? "" })}
        confirm={t("common.delete")}
        onConfirm={async () => deleting && end(deleting)}
        onClose={() => setDeleting(null)}
      />
    </Page>
  );
}

function columnsOf(skillOf: (agent: Agent) => string | undefined, remove: ((agent: Agent) => void) | null): Column<Agent>[] {
  return [
    {
      key: "name",
      title: t("common.name"),
      cell: (agent) => (
        <>
          <Link to={`/agents/all/${agent.id}`}>{agent.spoken_name}</Link>
          {agent.role_text && <p className="agent-part-soft agent-list-role">{agent.role_text}</p>}
        </>
      ),
    },
    {
      key: "state",
      title: t("agents.column.state"),
      cell: (agent) => (
        <span className="agent-part-buttons">
          <Badge tone={agent.is_active ? "good" : "warn"}>{t(agent.is_active ? "agents.active" : "agents.inactive")}</Badge>
          {agent.kind === "human" && <Badge>{t("agents.human")}</Badge>}
        </span>
      ),
    },
    { key: "language", title: t("agents.field.language"), cell: (agent) => agent.language ?? t("common.none") },
    { key: "does", title: t("agents.column.does"), cell: (agent) => skillOf(agent) ?? t("common.none") },
    { key: "changed", title: t("agents.column.changed"), cell: (agent) => date(agent.updated_at) },
    {
      key: "actions",
      title: t("common.actions"),
      isTitleHidden: true,
      cell: (agent) =>
        remove && <Button look="danger" aria-label={t("agents.deleteOne", { name: agent.spoken_name })} onClick={() => remove(agent)}>{t("common.delete")}</Button>,
    },
  ];
}
