/** Every knowledge base: whether agents find anything in it, which agents, and how often its pages are read. */
import { Link } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { ButtonLink } from "../../../ui/Button";
import { date } from "../../../ui/format";
import { ListMore } from "../../../ui/ListMore";
import { Page } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { type KnowledgeRow, useKnowledgeBases } from "./queries";
import { KnowledgeState, refreshInWords } from "./words";
import "../shared/parts.css";

const COLUMNS: Column<KnowledgeRow>[] = [
  {
    key: "name",
    title: t("common.name"),
    cell: (base) => (
      <>
        <Link to={`/agents/knowledge/${base.id}`}>{base.title}</Link>
        {base.description && <p className="agent-part-soft">{base.description}</p>}
      </>
    ),
  },
  { key: "state", title: t("knowledge.sources.state"), cell: (base) => <KnowledgeState status={base.status} /> },
  { key: "sources", title: t("knowledge.column.sources"), cell: (base) => t("knowledge.sourceCount", { count: base.urls.length }) },
  {
    key: "agents",
    title: t("knowledge.column.agents"),
    cell: (base) => (base.agent_ids.length === 0 ? t("knowledge.allAgents") : t("knowledge.agentCount", { count: base.agent_ids.length })),
  },
  { key: "refresh", title: t("knowledge.column.refresh"), cell: (base) => refreshInWords(base.refresh) },
  { key: "changed", title: t("knowledge.column.changed"), cell: (base) => date(base.updated_at) },
];

export function KnowledgeList() {
  const { may } = useAccount();
  const bases = useKnowledgeBases();
  const add = may("knowledge:write") && <ButtonLink look="primary" icon="plus" to="/agents/knowledge/new">{t("knowledge.new")}</ButtonLink>;
  return (
    <Page title={t("knowledge.title")} actions={add}>
      <p className="agent-part-lead">{t("knowledge.lead")}</p>
      <Loaded query={bases} isEmpty={(all) => all.length === 0} empty={<Empty title={t("knowledge.empty")}><p>{t("knowledge.emptyHint")}</p>{add}</Empty>}>
        {(all) => <Table caption={t("knowledge.title")} columns={COLUMNS} rows={all} keyOf={(base) => base.id} />}
      </Loaded>
      <ListMore query={bases} />
    </Page>
  );
}
