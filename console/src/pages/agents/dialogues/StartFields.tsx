/** Whom the agent is to speak with, what it should know of them, and what it is told otherwise this time. */
import { t } from "../../../texts";
import { Button, IconButton } from "../../../ui/Button";
import { Field, Input, TextArea } from "../../../ui/Field";
import { FieldGroup } from "../shared/Box";
import { refusalOf } from "../../../ui/Refused";
import type { Channel } from "./queries";
import { type Detail, needsPhone, newDetail, type StartForm } from "./start";

const CUSTOMER = ["first_name", "last_name", "phone", "email", "language"];
const OVERRIDE = ["name", "phone", "initial_message", "prompt"];
const SHOWN = ["agent_id", "skill_id", "channel", ...CUSTOMER.map((name) => `customer.${name}`), ...OVERRIDE.map((name) => `override.${name}`)];

/** Whether what is refused about a field shows at it. */
export const isFieldShown = (field: string) => SHOWN.includes(field);

interface Props {
  channel: Channel;
  form: StartForm;
  onChange(form: StartForm): void;
  error: unknown;
}

export function StartFields({ channel, form, onChange, error }: Props) {
  const set = (part: Partial<StartForm>) => onChange({ ...form, ...part });
  return (
    <>
      <FieldGroup legend={t("dialogues.start.customer")}>
        <div className="form-row">
          <Field label={t("dialogues.start.firstName")} error={refusalOf(error, "customer.first_name")}>
            <Input maxLength={255} autoComplete="off" value={form.firstName} onChange={(event) => set({ firstName: event.target.value })} />
          </Field>
          <Field label={t("dialogues.start.lastName")} error={refusalOf(error, "customer.last_name")}>
            <Input maxLength={255} autoComplete="off" value={form.lastName} onChange={(event) => set({ lastName: event.target.value })} />
          </Field>
        </div>
        <div className="form-row dialogues-top">
          <Field label={t("dialogues.start.phone")} hint={t("dialogues.start.phoneHint")} error={refusalOf(error, "customer.phone")}>
            <Input type="tel" required={needsPhone(channel)} autoComplete="off" value={form.phone} onChange={(event) => set({ phone: event.target.value })} />
          </Field>
          <Field label={t("dialogues.start.email")} error={refusalOf(error, "customer.email")}>
            <Input type="email" required={channel === "email"} autoComplete="off" value={form.email} onChange={(event) => set({ email: event.target.value })} />
          </Field>
          <Field label={t("dialogues.start.language")} hint={t("dialogues.start.languageHint")} error={refusalOf(error, "customer.language")}>
            <Input spellCheck={false} autoComplete="off" value={form.language} onChange={(event) => set({ language: event.target.value })} />
          </Field>
        </div>
      </FieldGroup>
      <Details rows={form.details} onChange={(details) => set({ details })} />
      <details className="dialogues-otherwise">
        <summary>{t("dialogues.start.otherwise")}</summary>
        <p className="field-hint">{t("dialogues.start.otherwiseHint")}</p>
        <div className="form-row">
          <Field label={t("dialogues.start.agentName")} error={refusalOf(error, "override.name")}>
            <Input maxLength={255} autoComplete="off" value={form.agentName} onChange={(event) => set({ agentName: event.target.value })} />
          </Field>
          <Field label={t("dialogues.start.agentPhone")} error={refusalOf(error, "override.phone")}>
            <Input type="tel" autoComplete="off" value={form.agentPhone} onChange={(event) => set({ agentPhone: event.target.value })} />
          </Field>
        </div>
        <Field label={t("dialogues.start.initialMessage")} error={refusalOf(error, "override.initial_message")}>
          <TextArea rows={2} value={form.initialMessage} onChange={(event) => set({ initialMessage: event.target.value })} />
        </Field>
        <Field label={t("dialogues.start.prompt")} error={refusalOf(error, "override.prompt")}>
          <TextArea rows={4} value={form.prompt} onChange={(event) => set({ prompt: event.target.value })} />
        </Field>
      </details>
    </>
  );
}

function Details({ rows, onChange }: { rows: Detail[]; onChange(rows: Detail[]): void }) {
  const change = (key: string, part: Partial<Detail>) => onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <FieldGroup legend={t("dialogues.start.more")} hint={t("dialogues.start.moreHint")}>
      {rows.map((row, at) => (
        <div key={row.key} className="dialogues-detail">
          <Field label={t("dialogues.start.fieldName", { number: at + 1 })}>
            <Input value={row.name} maxLength={255} autoComplete="off" onChange={(event) => change(row.key, { name: event.target.value })} />
          </Field>
          <Field label={t("dialogues.start.fieldValue", { number: at + 1 })}>
            <Input value={row.value} autoComplete="off" onChange={(event) => change(row.key, { value: event.target.value })} />
          </Field>
          <IconButton label={t("dialogues.start.removeField", { number: at + 1 })} icon="trash" onClick={() => onChange(rows.filter((other) => other !== row))} />
        </div>
      ))}
      <div><Button icon="plus" onClick={() => onChange([...rows, newDetail()])}>{t("dialogues.start.addField")}</Button></div>
    </FieldGroup>
  );
}
