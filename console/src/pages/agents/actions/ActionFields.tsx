/** The fields of an action. */
import { t } from "../../../texts";
import { Field, Input, Select, TextArea } from "../../../ui/Field";
import { type ActionForm, hasBody, looksSecret, METHODS } from "./form";
import { PairRows } from "./PairRows";
import { VariableRows } from "./VariableRows";

const SINGLE = ["name", "description", "waiting_message", "method", "url", "headers", "query_params", "input_variables"];

/** Whether what is refused about a field shows at it. */
export function isFieldShown(field: string): boolean {
  return SINGLE.includes(field) || /^(headers|query_params)\[\d+\]\.(key|value)$/.test(field) || /^input_variables\[\d+\]\.(name|description)$/.test(field);
}

interface Props {
  form: ActionForm;
  onChange(form: ActionForm): void;
  errorOf(field: string): string | undefined;
  /** The name by which agents call it, where it is known. */
  toolName: string | undefined;
}

export function ActionFields({ form, onChange, errorOf, toolName }: Props) {
  const set = (part: Partial<ActionForm>) => onChange({ ...form, ...part });
  return (
    <>
      <Field label={t("common.name")} hint={t("actions.form.nameHint")} error={errorOf("name")}>
        <Input required maxLength={255} value={form.name} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      {toolName && <p className="agent-part-soft">{t("actions.form.toolName")} <code>{toolName}</code></p>}
      <Field label={t("actions.form.description")} hint={t("actions.form.descriptionHint")} error={errorOf("description")}>
        <TextArea rows={3} value={form.description} onChange={(event) => set({ description: event.target.value })} />
      </Field>
      <Field label={t("actions.form.waiting")} hint={t("actions.form.waitingHint")} error={errorOf("waiting_message")}>
        <Input value={form.waiting} onChange={(event) => set({ waiting: event.target.value })} />
      </Field>
      <div className="actions-address">
        <Field label={t("actions.form.method")} error={errorOf("method")}>
          <Select value={form.method} onChange={(event) => set({ method: METHODS.find((method) => method === event.target.value) ?? "GET" })}>
            {METHODS.map((method) => <option key={method} value={method}>{method}</option>)}
          </Select>
        </Field>
        <Field label={t("actions.form.url")} error={errorOf("url")}>
          <Input inputMode="url" spellCheck={false} autoComplete="off" value={form.url} placeholder="https://" onChange={(event) => set({ url: event.target.value })} />
        </Field>
      </div>
      <ul className="actions-hints field-hint">
        <li>{t("actions.form.urlHint")}</li>
        <li>{t("actions.form.urlHintSecret")}</li>
        {hasBody(form.method) && <li>{t("actions.form.bodyHint")}</li>}
      </ul>
      <VariableRows rows={form.variables} onChange={(variables) => set({ variables })} errorOf={(rest) => errorOf(`input_variables${rest}`)} />
      <PairRows
        kind="param"
        rows={form.params}
        onChange={(params) => set({ params })}
        errorOf={(rest) => errorOf(`query_params${rest}`)}
      />
      <PairRows
        kind="header"
        rows={form.headers}
        onChange={(headers) => set({ headers })}
        errorOf={(rest) => errorOf(`headers${rest}`)}
        warningOf={(row) => (looksSecret(row) ? t("actions.form.looksSecret") : undefined)}
      />
    </>
  );
}
