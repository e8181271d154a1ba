/**
 * A chat with the agent as it was saved last, beside its editor: what visitors of a webchat would get. What the chat does
 * not have yet is said, since a chat keeps what it began with.
 */
import { type FormEvent, useState } from "react";

import { useAccount } from "../../../../app/session";
import { t } from "../../../../texts";
import { Button } from "../../../../ui/Button";
import { Field, Input, Select } from "../../../../ui/Field";
import { Panel } from "../../../../ui/Page";
import { Refused, refusalOf } from "../../../../ui/Refused";
import { useSkillRoster } from "../../shared/roster";
import { type Agent, useLanguageEngine, useOpenTestChat } from "../queries";
import { ChatView } from "./ChatView";
import { useOpenChat } from "./chats";
import "./chat.css";

const SHOWN = ["skill_id", "customer.first_name"];

export function TestChatPanel({ agent, isChanged }: { agent: Agent; isChanged: boolean }) {
  const [chat, put] = useOpenChat(agent);
  const [isNew, setNew] = useState(false);
  const open = useOpenTestChat(agent.id);
  const silent = agent.kind === "human" ? t("agents.chat.isHuman") : agent.is_active ? null : t("agents.chat.isOff");
  const begin = (skill: string, firstName: string) =>
    open.mutate(
      { skill_id: skill || null, ...(firstName && { customer: { first_name: firstName } }) },
      {
        onSuccess: (opened) => {
          setNew(true);
          put(opened);
        },
      },
    );
  return (
    <Panel title={<span id="test-chat" tabIndex={-1}>{t("agents.chat.title")}</span>} className="agent-chat">
      <p className="agent-part-soft">{t("agents.chat.lead")}</p>
      <Notes isChanged={isChanged} isOld={chat !== null && chat.savedAt !== agent.updated_at} />
      {silent === null ? <Begin isAnother={chat !== null} isBusy={open.isPending} error={open.error} onBegin={begin} /> : <p className="agent-chat-note">{silent}</p>}
      {chat && <ChatView key={chat.opened.dialogue_id} chat={chat} isNew={isNew} />}
    </Panel>
  );
}

function Notes({ isChanged, isOld }: { isChanged: boolean; isOld: boolean }) {
  const { may } = useAccount();
  const language = useLanguageEngine(may("workspace:admin"));
  const stale = isChanged ? t("agents.chat.unsaved") : isOld ? t("agents.chat.old") : null;
  return (
    <div className="agent-chat-notes">
      <div role="status">{stale && <p className="agent-chat-note">{stale}</p>}</div>
      {language.data?.engine === "basic" && <p className="agent-chat-rules">{t("agents.chat.rulesOnly")}</p>}
    </div>
  );
}

interface BeginProps {
  isAnother: boolean;
  isBusy: boolean;
  error: unknown;
  onBegin(skill: string, firstName: string): void;
}

function Begin({ isAnother, isBusy, error, onBegin }: BeginProps) {
  const [skill, setSkill] = useState("");
  const [firstName, setFirstName] = useState("");
  const skills = useSkillRoster();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onBegin(skill, firstName.trim());
  };
  return (
    <form className="agent-chat-begin" onSubmit={submit}>
      <Field label={t("agents.chat.skill")} error={refusalOf(error, "skill_id")}>
        <Select value={skill} onChange={(event) => setSkill(event.target.value)}>
          <option value="">{t("agents.chat.usualSkill")}</option>
          {(skills.data ?? []).map((one) => (
            <option key={one.id} value={one.id}>{one.isActive ? one.name : t("agents.switchedOff", { name: one.name })}</option>
          ))}
        </Select>
      </Field>
      <Field label={t("agents.chat.firstName")} error={refusalOf(error, "customer.first_name")}>
        <Input value={firstName} maxLength={255} autoComplete="off" onChange={(event) => setFirstName(event.target.value)} />
      </Field>
      <Button type="submit" look={isAnother ? "plain" : "primary"} isBusy={isBusy}>{t(isAnother ? "agents.chat.again" : "agents.chat.begin")}</Button>
      <Refused error={error} isShown={(field) => SHOWN.includes(field)} />
    </form>
  );
}
