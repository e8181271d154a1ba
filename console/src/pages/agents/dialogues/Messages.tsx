/** What was said, in order, with the tools that the agent used before it spoke and what its words rest on. */
import { useEffect, useRef } from "react";
import { Link } from "react-router";

import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { dateTime, number } from "../../../ui/format";
import { Empty } from "../../../ui/State";
import { readable, TextBox } from "../shared/Box";
import type { Citation, FullDialogue, Message, ToolUse } from "./queries";
import { customerOf } from "./words";

export function Messages({ dialogue }: { dialogue: FullDialogue }) {
  const end = useEndInSight(dialogue.messages.length);
  const { messages, tool_invocations: unspoken } = dialogue;
  if (messages.length === 0 && unspoken.length === 0) return <Empty title={t("dialogues.one.empty")}><p>{t("dialogues.one.emptyHint")}</p></Empty>;
  return (
    <div role="log" aria-label={t("dialogues.one.messages")}>
      <ol className="dialogues-messages">
        {messages.map((message) => (
          <li key={message.id} className={`dialogues-message dialogues-message-${message.sender}`}>
            {message.tool_invocations.map((use) => <Use key={use.id} use={use} />)}
            <Said message={message} name={message.sender === "agent" ? dialogue.agent_name : customerOf(dialogue)} />
          </li>
        ))}
        {unspoken.length > 0 && <li className="dialogues-message">{unspoken.map((use) => <Use key={use.id} use={use} />)}</li>}
      </ol>
      <div ref={end} />
    </div>
  );
}

/** A place at the end that stays in sight while messages come, if it was in sight before. */
function useEndInSight(count: number) {
  const end = useRef<HTMLDivElement>(null);
  const wasSeen = useRef(false);
  const hasEnd = count > 0;
  useEffect(() => {
    if (!end.current) return;
    const watch = new IntersectionObserver(([entry]) => (wasSeen.current = entry?.isIntersecting ?? false));
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [hasEnd]);
  useEffect(() => {
    if (wasSeen.current) end.current?.scrollIntoView({ block: "nearest" });
  }, [count]);
  return end;
}

function Said({ message, name }: { message: Message; name: string }) {
  const isUndelivered = message.status === "failed" || message.status === "undelivered";
  return (
    <article className="dialogues-said">
      <header>
        <strong>{name}</strong>
        <time dateTime={message.created_at}>{dateTime(message.created_at)}</time>
        {message.sender === "agent" && !isUndelivered && <span>{t(`dialogues.messageStatus.${message.status}`)}</span>}
        {isUndelivered && <Badge tone="bad">{t("dialogues.one.messageFailed", { reason: message.error ?? t(`dialogues.messageStatus.${message.status}`) })}</Badge>}
      </header>
      {message.text && <p className="dialogues-words">{message.text}</p>}
      {message.media_url && <p><a href={message.media_url} target="_blank" rel="noopener noreferrer">{t("dialogues.one.media")}</a></p>}
      {message.citations.length > 0 && <Citations citations={message.citations} />}
    </article>
  );
}

function Use({ use }: { use: ToolUse }) {
  const { name } = use;
  return (
    <details className="dialogues-use">
      <summary>
        <Badge tone={use.is_error ? "bad" : "accent"}>{t(use.is_error ? "dialogues.one.toolFailed" : "dialogues.one.tool", { name })}</Badge>
        {use.duration_ms != null && <span className="agent-part-soft"> {t("dialogues.one.toolTook", { ms: number(use.duration_ms) })}</span>}
      </summary>
      <TextBox label={t("dialogues.one.toolGiven", { name })} text={readable(use.parameters)} />
      <TextBox label={t("dialogues.one.toolAnswered", { name })} text={readable(use.result ?? "")} />
    </details>
  );
}

function Citations({ citations }: { citations: Citation[] }) {
  return (
    <details className="dialogues-citations">
      <summary>{t("dialogues.one.citations", { count: citations.length })}</summary>
      <ul>
        {citations.map((citation) => (
          <li key={citation.passage_id}>
            <strong>{citation.title ?? citation.url ?? t("dialogues.one.ownText")}</strong>
            <blockquote>{citation.text}</blockquote>
            <span className="agent-part-buttons">
              <Link to={`/agents/knowledge/${citation.knowledge_base_id}`}>{t("dialogues.one.openKnowledge")}</Link>
              {citation.url && <a href={citation.url} target="_blank" rel="noopener noreferrer">{t("dialogues.one.openPage")}</a>}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
