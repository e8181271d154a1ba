/** Lets an agent begin a conversation, by any channel of this server; of a webchat, the link that lets its visitor in. */
import { type FormEvent, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";

import { t } from "../../../texts";
import { Button, ButtonLink } from "../../../ui/Button";
import { Field, Select } from "../../../ui/Field";
import { Page, Panel } from "../../../ui/Page";
import { Loaded } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { Refused, refusalOf } from "../../../ui/Refused";
import { useAgentRoster, useSkillRoster } from "../shared/roster";
import { AccessPanel } from "./AccessPanel";
import { ChannelChoice } from "./ChannelChoice";
import { type Begun, useBegin } from "./queries";
import { draftOf, NOTHING, type StartForm } from "./start";
import { isFieldShown, StartFields } from "./StartFields";
import { CHANNELS } from "./words";
import "../shared/parts.css";
import "./dialogues.css";

const LIST = "/agents/conversations";

export function StartPage() {
  const [begun, setBegun] = useState<Begun | null>(null);
  const navigate = useNavigate();
  const tell = useTell();
  const done = (made: Begun) => {
    if (made.url && made.access) return setBegun(made);
    tell.done(t(made.is_held ? "dialogues.start.held" : "dialogues.start.begun"));
    void navigate(`${LIST}/${made.id}`);
  };
  return (
    <Page title={t("dialogues.new")} above={<Link to={LIST}>{t("dialogues.back")}</Link>}>
      {begun ? <AccessPanel begun={begun} /> : <Start onBegun={done} />}
    </Page>
  );
}

function Start({ onBegun }: { onBegun(begun: Begun): void }) {
  const [search, setSearch] = useSearchParams();
  const [form, setForm] = useState<StartForm>(NOTHING);
  const begin = useBegin();
  const agentId = search.get("agent") ?? "";
  const channel = CHANNELS.find((one) => one === search.get("channel")) ?? "webchat";
  const set = (name: string, value: string) => {
    const after = new URLSearchParams(search);
    if (value) after.set(name, value);
    else after.delete(name);
    setSearch(after, { replace: true });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate(draftOf(agentId, channel, form), { onSuccess: onBegun });
  };
  return (
    <Panel>
      <form className="form dialogues-start" onSubmit={submit}>
        <div className="form-row">
          <AgentField value={agentId} onChange={(id) => set("agent", id)} error={refusalOf(begin.error, "agent_id")} />
          <SkillField value={form.skillId} onChange={(skillId) => setForm({ ...form, skillId })} error={refusalOf(begin.error, "skill_id")} />
        </div>
        <ChannelChoice value={channel} onChange={(one) => set("channel", one)} error={refusalOf(begin.error, "channel")} />
        <StartFields channel={channel} form={form} onChange={setForm} error={begin.error} />
        <Refused error={begin.error} isShown={isFieldShown} />
        <div className="form-buttons">
          <ButtonLink to={LIST}>{t("common.cancel")}</ButtonLink>
          <Button type="submit" look="primary" isBusy={begin.isPending}>{t("dialogues.start.begin")}</Button>
        </div>
      </form>
    </Panel>
  );
}

interface ChoiceProps {
  value: string;
  onChange(id: string): void;
  error: string | undefined;
}

function AgentField({ value, onChange, error }: ChoiceProps) {
  const agents = useAgentRoster();
  return (
    <Loaded query={agents} rows={2} isEmpty={(all) => all.length === 0} empty={<p className="agent-part-soft">{t("dialogues.start.noAgents")}</p>}>
      {(all) => (
        <Field label={t("dialogues.start.agent")} error={error}>
          <Select required value={value} onChange={(event) => onChange(event.target.value)}>
            <option value="">{t("dialogues.start.chooseAgent")}</option>
            {all.filter((agent) => !agent.isHuman).map((agent) => (
              <option key={agent.id} value={agent.id} disabled={!agent.isActive}>
                {agent.isActive ? agent.name : t("dialogues.start.notActive", { name: agent.name })}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </Loaded>
  );
}

function SkillField({ value, onChange, error }: ChoiceProps) {
  const skills = useSkillRoster();
  return (
    <Loaded query={skills} rows={2}>
      {(all) => (
        <Field label={t("dialogues.start.skill")} error={error}>
          <Select value={value} onChange={(event) => onChange(event.target.value)}>
            <option value="">{t("dialogues.start.ownSkill")}</option>
            {all.map((skill) => (
              <option key={skill.id} value={skill.id} disabled={!skill.isActive}>
                {skill.isActive ? skill.name : t("dialogues.start.notActive", { name: skill.name })}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </Loaded>
  );
}
