/** The knowledge bases in which an agent looks things up; which agents may is said at each of them. */
import { Link } from "react-router";

import { t } from "../../../texts";
import { ListMore } from "../../../ui/ListMore";
import { Panel } from "../../../ui/Page";
import { Loaded } from "../../../ui/State";
import { useKnowledgeBases } from "../knowledge/queries";
import type { Agent } from "./queries";

export function KnowledgeOf({ agent }: { agent: Agent }) {
  const bases = useKnowledgeBases();
  return (
    <Panel title={t("agents.knowledge")}>
      <p className="agent-part-soft">{t("agents.knowledgeHint")}</p>
      <Loaded query={bases} rows={2}>
        {(all) => {
          const open = all.filter(({ agent_ids: ids }) => ids.length === 0 || ids.includes(agent.id));
          if (open.length === 0) return <p>{t("agents.noKnowledge")}</p>;
          return <ul className="agent-knowledge">{open.map((base) => <li key={base.id}><Link to={`/agents/knowledge/${base.id}`}>{base.title}</Link></li>)}</ul>;
        }}
      </Loaded>
      <ListMore query={bases} />
    </Panel>
  );
}
