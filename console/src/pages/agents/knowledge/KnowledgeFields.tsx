/** What a knowledge base is about, who may look things up in it, and how often its pages are read. */
import { useId } from "react";

import { t } from "../../../texts";
import { CheckBox, Field, Input, Select, TextArea } from "../../../ui/Field";
import { refusalOf } from "../../../ui/Refused";
import { Loaded } from "../../../ui/State";
import { FieldGroup } from "../shared/Box";
import { useAgentRoster } from "../shared/roster";
import { isForNobody, type KnowledgeForm } from "./form";
import { REFRESHES, refreshInWords } from "./words";

interface Props {
  form: KnowledgeForm;
  onChange(form: KnowledgeForm): void;
  error: unknown;
  /** Whether it was to be saved like this: then it is said what is missing. */
  isTried: boolean;
}

/** Fields that show what was refused about them. */
export const isFieldShown = (field: string) => ["title", "name", "description", "agent_ids", "refresh"].includes(field);

export function KnowledgeFields({ form, onChange, error, isTried }: Props) {
  const set = (part: Partial<KnowledgeForm>) => onChange({ ...form, ...part });
  const offered: readonly string[] = REFRESHES;
  const refreshes = offered.includes(form.refresh) ? offered : [...offered, form.refresh];
  return (
    <>
      <Field label={t("common.name")} hint={t("knowledge.titleHint")} error={refusalOf(error, "title") ?? refusalOf(error, "name")}>
        <Input required maxLength={1000} value={form.title} onChange={(event) => set({ title: event.target.value })} />
      </Field>
      <Field label={t("knowledge.description")} hint={t("knowledge.descriptionHint")} error={refusalOf(error, "description")}>
        <TextArea rows={2} value={form.description} onChange={(event) => set({ description: event.target.value })} />
      </Field>
      <Agents form={form} set={set} error={isTried && isForNobody(form) ? t("knowledge.nobody") : refusalOf(error, "agent_ids")} />
      <Field label={t("knowledge.refresh")} error={refusalOf(error, "refresh")}>
        <Select value={form.refresh} onChange={(event) => set({ refresh: event.target.value })}>
          {refreshes.map((refresh) => <option key={refresh} value={refresh}>{refreshInWords(refresh)}</option>)}
        </Select>
      </Field>
    </>
  );
}

function Agents({ form, set, error }: { form: KnowledgeForm; set(part: Partial<KnowledgeForm>): void; error: string | undefined }) {
  const name = useId();
  const agents = useAgentRoster();
  const toggle = (id: string, isOn: boolean) =>
    set({ agentIds: isOn ? [...form.agentIds, id] : form.agentIds.filter((other) => other !== id) });
  const choice = (isForAll: boolean, label: string) => (
    <span className="checkbox">
      <input id={`${name}-${isForAll}`} type="radio" name={name} checked={form.isForAll === isForAll} onChange={() => set({ isForAll })} />
      <label htmlFor={`${name}-${isForAll}`}>{label}</label>
    </span>
  );
  return (
    <FieldGroup legend={t("knowledge.who")} error={error}>
      <div className="knowledge-choices">
        {choice(true, t("knowledge.allAgents"))}
        {choice(false, t("knowledge.someAgents"))}
      </div>
      {!form.isForAll && (
        <Loaded query={agents} rows={2} isEmpty={(all) => all.length === 0} empty={<p className="agent-part-soft">{t("knowledge.noAgents")}</p>}>
          {(all) => (
            <div className="knowledge-choices">
              {all.map((agent) => (
                <CheckBox key={agent.id} label={agent.name} checked={form.agentIds.includes(agent.id)} onChange={(event) => toggle(agent.id, event.target.checked)} />
              ))}
            </div>
          )}
        </Loaded>
      )}
    </FieldGroup>
  );
}
