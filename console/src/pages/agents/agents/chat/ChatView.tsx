/** One chat: what was said with what it rests on, whether an answer is awaited, how the connection is, and the field to write in. */
import { useEffect, useRef, useSyncExternalStore } from "react";
import { Link } from "react-router";

import { t } from "../../../../texts";
import { Button } from "../../../../ui/Button";
import type { ChatState, Said } from "./ChatLine";
import type { OpenChat } from "./chats";
import { SayForm } from "./SayForm";
import { type Grounds, useGrounds } from "./useGrounds";

export function ChatView({ chat: { line, opened }, isNew }: { chat: OpenChat; isNew: boolean }) {
  const state = useSyncExternalStore(line.subscribe, line.read);
  const grounds = useGrounds(opened.dialogue_id, state.said.filter((one) => one.sender === "agent").length);
  const log = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [state.said, state.waits]);
  const isOver = state.phase === "ended" || state.phase === "gone";
  return (
    <>
      <div ref={log} className="agent-chat-said" role="log" aria-label={t("agents.chat.messages")} tabIndex={0}>
        {state.said.length === 0 && state.phase === "open" && <p className="agent-part-soft">{t("agents.chat.silent", { name: opened.agent_name })}</p>}
        <ol>{state.said.map((one) => <Line key={one.key} said={one} agent={opened.agent_name} grounds={one.position === null ? undefined : grounds.get(one.position)} />)}</ol>
      </div>
      <Standing state={state} agent={opened.agent_name} onConnect={line.connect} />
      {!isOver && <SayForm isNew={isNew} canEnd={state.phase === "open"} onSay={(text) => line.say(text)} onEnd={() => line.end()} />}
      <p className="agent-part-soft"><Link to={`/agents/conversations/${opened.dialogue_id}`}>{t("agents.chat.look")}</Link></p>
    </>
  );
}

function Line({ said, agent, grounds }: { said: Said; agent: string; grounds: Grounds | undefined }) {
  const isMine = said.sender === "customer";
  return (
    <li className={`agent-chat-line agent-chat-${said.sender}`}>
      <span className="visually-hidden">{isMine ? t("agents.chat.you") : agent}: </span>
      <span className="agent-chat-words">{said.text}</span>
      {said.problem !== null && <span className="field-error">{t("agents.chat.refused", { reason: said.problem })}</span>}
      {isMine && said.problem === null && <span className="agent-part-soft">{t(said.position === null ? "agents.chat.sending" : "agents.chat.sent")}</span>}
      {grounds && <span className="agent-part-soft">{inWords(grounds)}</span>}
    </li>
  );
}

function inWords({ tools, sources }: Grounds): string {
  const used = tools.map(({ name, isError }) => t(isError ? "agents.chat.toolFailed" : "agents.chat.tool", { name }));
  return [...used, ...(sources > 0 ? [t("agents.chat.sources", { count: sources })] : [])].join(" · ");
}

/** What goes on: said aloud when it changes. */
function Standing({ state, agent, onConnect }: { state: ChatState; agent: string; onConnect(): void }) {
  const words = standingOf(state, agent);
  return (
    <div className="agent-chat-standing" role="status">
      {words && <p className={state.phase === "gone" ? "field-error" : "agent-part-soft"}>{words}</p>}
      {state.phase === "lost" && <Button onClick={onConnect}>{t("agents.chat.connect")}</Button>}
    </div>
  );
}

function standingOf({ phase, waits, reason }: ChatState, name: string): string | null {
  switch (phase) {
    case "connecting":
      return t("agents.chat.connecting");
    case "lost":
      return t("agents.chat.lost");
    case "ended":
      return t("agents.chat.ended");
    case "gone":
      return t("agents.chat.gone", { reason: reason ?? "" });
    case "open":
      return waits === "no" ? null : t(waits === "soon" ? "agents.chat.typing" : "agents.chat.late", { name });
  }
}
