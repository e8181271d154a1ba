/** The section of agents: who speaks, what they do, what they may use and know, and what they held; a page for each. */
import type { ComponentType } from "react";
import { Navigate, NavLink, Route, Routes } from "react-router";

import { MissingPage } from "../../app/CrashPage";
import { useAccount } from "../../app/session";
import { t } from "../../texts";
import { Page } from "../../ui/Page";
import { Empty } from "../../ui/State";
import { ActionPages } from "./actions/ActionPages";
import { AgentsPages } from "./agents/AgentsPages";
import { DialoguePages } from "./dialogues/DialoguePages";
import { KnowledgePages } from "./knowledge/KnowledgePages";
import { SkillPages } from "./skills/SkillPages";
import "./agents.css";

interface Place {
  name: "all" | "skills" | "actions" | "knowledge" | "conversations";
  /** Without it there is nothing to see. */
  scope: string;
  Content: ComponentType;
}

const PLACES: Place[] = [
  { name: "all", scope: "agents:read", Content: AgentsPages },
  { name: "skills", scope: "skills:read", Content: SkillPages },
  { name: "actions", scope: "actions:read", Content: ActionPages },
  { name: "knowledge", scope: "knowledge:read", Content: KnowledgePages },
  { name: "conversations", scope: "calls:read", Content: DialoguePages },
];

export function AgentPages() {
  const { may } = useAccount();
  const open = PLACES.filter(({ scope }) => may(scope));
  return (
    <div className="agent-section">
      <nav className="agent-section-nav" aria-label={t("agents.label")}>
        <ul>
          {open.map(({ name }) => <li key={name}><NavLink to={`/agents/${name}`}>{t(`agents.tabs.${name}`)}</NavLink></li>)}
        </ul>
      </nav>
      <Routes>
        <Route index element={<Navigate to={`/agents/${open[0]?.name ?? "all"}`} replace />} />
        {PLACES.map(({ name, scope, Content }) => (
          <Route key={name} path={`${name}/*`} element={may(scope) ? <Content /> : <Closed name={name} />} />
        ))}
        <Route path="*" element={<MissingPage />} />
      </Routes>
    </div>
  );
}

function Closed({ name }: Pick<Place, "name">) {
  return <Page title={t(`agents.tabs.${name}`)}><Empty title={t("common.notAllowed")} /></Page>;
}
