/** The fields of an agent, group by group; what holds where nothing is set stands with each. */
import { t, type TextKey } from "../../../texts";
import { CheckBox, Field, Input, Select, TextArea } from "../../../ui/Field";
import { useSkillRoster } from "../shared/roster";
import { type AgentForm, type FieldName, type Group, type Kind, kindsOf } from "./form";
import type { Agent } from "./queries";

const HINTS: Partial<Record<FieldName, TextKey>> = {
  name: "agents.hint.name",
  language: "agents.hint.language",
  kind: "agents.hint.kind",
  phone: "agents.hint.phone",
  email: "agents.hint.email",
  base_instructions: "agents.hint.base_instructions",
  send_initial_message: "agents.hint.send_initial_message",
  allowed_idle_seconds: "agents.hint.allowed_idle_seconds",
  voice_id: "agents.hint.voice_id",
  voice_speed: "agents.hint.voice_speed",
  voice_stability: "agents.hint.voice_stability",
  temperature: "agents.hint.temperature",
  model_name: "agents.hint.model_name",
};

interface Props {
  group: Group;
  form: AgentForm;
  /** As it was saved last. */
  agent: Agent | undefined;
  onChange(form: AgentForm): void;
  errorOf(field: string): string | undefined;
}

export function AgentFields({ group, form, agent, onChange, errorOf }: Props) {
  const set = (name: FieldName, value: string) => onChange({ ...form, fields: { ...form.fields, [name]: value } });
  return (
    <>
      {group === "who" && (
        <div>
          <CheckBox
            label={t("agents.isActive")}
            aria-describedby="agent-is-active"
            checked={form.isActive}
            onChange={(event) => onChange({ ...form, isActive: event.target.checked })}
          />
          <p id="agent-is-active" className="field-hint">{t("agents.isActiveHint")}</p>
        </div>
      )}
      <div className="agent-fields">
        {kindsOf(group).map(([name, kind]) => {
          const hint = hintOf(name, kind, form, agent);
          return (
            <div key={name} className={isLong(kind) ? "agent-field-long" : undefined}>
              <Field label={t(`agents.field.${name}`)} error={errorOf(name)} {...(hint && { hint })}>
                {control(kind, form.fields[name], (value) => set(name, value))}
              </Field>
            </div>
          );
        })}
      </div>
    </>
  );
}

const isLong = ({ kind }: Kind) => kind === "area" || kind === "json" || kind === "lines";

function control(kind: Kind, value: string, set: (value: string) => void) {
  const common = { value, onChange: (event: { target: { value: string } }) => set(event.target.value) };
  switch (kind.kind) {
    case "text":
      return <Input {...common} type={kind.type ?? "text"} maxLength={kind.most} autoComplete="off" spellCheck={false} />;
    case "number":
      return <Input {...common} inputMode="decimal" autoComplete="off" {...(kind.usual !== undefined && { placeholder: usual(String(kind.usual)) })} />;
    case "area":
      return <TextArea {...common} rows={kind.rows} maxLength={kind.most} />;
    case "json":
      return <TextArea {...common} rows={4} spellCheck={false} className="agent-code" />;
    case "lines":
      return <TextArea {...common} rows={2} />;
    case "yesNo":
      return (
        <Select {...common}>
          <option value="">{kind.usual === undefined ? t("agents.notSet") : usual(t(kind.usual ? "common.yes" : "common.no"))}</option>
          <option value="yes">{t("common.yes")}</option>
          <option value="no">{t("common.no")}</option>
        </Select>
      );
    case "choice":
      return (
        <Select {...common}>
          <option value="">{usual(t(`agents.option.${kind.usual}`))}</option>
          {kind.options.map((option) => <option key={option} value={option}>{t(`agents.option.${option}`)}</option>)}
        </Select>
      );
    case "skill":
      return <SkillSelect {...common} />;
  }
}

const usual = (value: string) => t("agents.usual", { value });

/** The skill that it has where nobody names one. Other APIs name it in their own way: then that stays to be chosen. */
function SkillSelect({ value, ...rest }: { value: string; onChange(event: { target: { value: string } }): void }) {
  const skills = useSkillRoster();
  const known = skills.data ?? [];
  const isListed = value === "" || known.some((skill) => skill.id === value);
  const named = known.find((skill) => skill.name.toLowerCase() === value.toLowerCase());
  return (
    <Select {...rest} value={value}>
      <option value="">{t("agents.noSkill")}</option>
      {!isListed && <option value={value}>{named?.name ?? (skills.data ? t("agents.unlisted", { id: value }) : value)}</option>}
      {known.map((skill) => (
        <option key={skill.id} value={skill.id}>{skill.isActive ? skill.name : t("agents.switchedOff", { name: skill.name })}</option>
      ))}
    </Select>
  );
}

function hintOf(name: FieldName, kind: Kind, form: AgentForm, agent: Agent | undefined): string | undefined {
  if (kind.kind === "lines") {
    const words = kind.phrases && form.fields[name].trim() === "" ? (agent?.behaviour[kind.phrases] ?? []) : [];
    return words.length > 0 ? t("agents.hint.linesUsual", { words: words.map((word) => `“${word}”`).join(", ") }) : t("agents.hint.lines");
  }
  const key = HINTS[name];
  return key && t(key);
}
