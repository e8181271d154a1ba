/** One agent, new or known: its settings in groups, what it may look up, and beside them a chat in which it is tried. */
import { useEffect, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Button, ButtonLink } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { Page, Panel } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { AgentFormPanel } from "./AgentFormPanel";
import { TestChatPanel } from "./chat/TestChatPanel";
import { KnowledgeOf } from "./KnowledgeOf";
import { type Agent, useAgent, useDeleteAgent } from "./queries";
import { useAgentForm } from "./useAgentForm";

const LIST = "/agents/all";

export function AgentEditor() {
  const { id } = useParams();
  const [isGone, setGone] = useState(false);
  const navigate = useNavigate();
  // Left once nothing of it counts as unsaved.
  useEffect(() => {
    if (isGone) void navigate(LIST);
  }, [isGone, navigate]);
  const agent = useAgent(id);
  const above = <Link to={LIST}>{t("agents.back")}</Link>;
  if (id === undefined) return <Page title={t("agents.new")} above={above} isWide><Editor /></Page>;
  return (
    <Page title={agent.data?.spoken_name ?? t("agents.edit")} above={above} actions={agent.data && <Actions agent={agent.data} onGone={() => setGone(true)} />} isWide>
      <Loaded query={agent} rows={8}>{(one) => <Editor key={one.id} agent={one} isGone={isGone} />}</Loaded>
    </Page>
  );
}

function Actions({ agent, onGone }: { agent: Agent; onGone(): void }) {
  const { may } = useAccount();
  const [isAsking, setAsking] = useState(false);
  const remove = useDeleteAgent();
  const tell = useTell();
  const name = agent.spoken_name;
  const end = async () => {
    await remove.mutateAsync(agent.id);
    tell.done(t("agents.deleted", { name }));
    onGone();
  };
  return (
    <>
      {may("calls:write") && <a className="button button-plain agent-jump" href="#test-chat">{t("agents.chat.title")}</a>}
      {may("calls:write") && <ButtonLink to={`/agents/conversations/new?agent=${agent.id}`}>{t("agents.start")}</ButtonLink>}
      {may("agents:write") && <Button look="danger" icon="trash" onClick={() => setAsking(true)}>{t("common.delete")}</Button>}
      <Confirm isOpen={isAsking} text={t("agents.deleteText", { name })} confirm={t("common.delete")} onConfirm={end} onClose={() => setAsking(false)} />
    </>
  );
}

function Editor({ agent, isGone = false }: { agent?: Agent; isGone?: boolean }) {
  const { may } = useAccount();
  const navigate = useNavigate();
  const editing = useAgentForm(agent, isGone, (made) => void navigate(`${LIST}/${made.id}`, { replace: true }));
  return (
    <div className="agent-editor">
      <div className="agent-main">
        <AgentFormPanel editing={editing} list={LIST} />
        {agent && may("knowledge:read") && <KnowledgeOf agent={agent} />}
      </div>
      {may("calls:write") &&
        (editing.saved ? (
          <TestChatPanel agent={editing.saved} isChanged={editing.isChanged} />
        ) : (
          <Panel title={t("agents.chat.title")}><Empty title={t("agents.chat.notYet")}><p>{t("agents.chat.notYetHint")}</p></Empty></Panel>
        ))}
      {editing.question}
    </div>
  );
}
