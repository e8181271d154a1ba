/** What the agent has to find out before it makes the request. */
import { t } from "../../../texts";
import { Button, IconButton } from "../../../ui/Button";
import { CheckBox, Field, Input, Select } from "../../../ui/Field";
import { FieldGroup } from "../shared/Box";
import { newVariable, TYPES, type VariableRow } from "./form";

interface Props {
  rows: VariableRow[];
  onChange(rows: VariableRow[]): void;
  /** What is wrong: with all of them (""), or with a member of one (`[0].name`). */
  errorOf(place: string): string | undefined;
}

export function VariableRows({ rows, onChange, errorOf }: Props) {
  const change = (key: string, part: Partial<VariableRow>) => onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <FieldGroup legend={t("actions.form.variables")} hint={t("actions.form.variablesHint")} error={errorOf("")}>
      {rows.map((row, at) => {
        const number = at + 1;
        return (
          <div key={row.key} className="actions-variable">
            <Field label={t("actions.form.variableName", { number })} error={errorOf(`[${at}].name`)}>
              <Input value={row.name} autoComplete="off" spellCheck={false} onChange={(event) => change(row.key, { name: event.target.value })} />
            </Field>
            <Field label={t("actions.form.variableType", { number })}>
              <Select value={row.type} onChange={(event) => change(row.key, { type: TYPES.find((type) => type === event.target.value) ?? "string" })}>
                {TYPES.map((type) => <option key={type} value={type}>{t(`actions.form.types.${type}`)}</option>)}
              </Select>
            </Field>
            <IconButton label={t("actions.form.removeVariable", { number })} icon="trash" onClick={() => onChange(rows.filter((other) => other !== row))} />
            <div className="actions-variable-more">
              <Field label={t("actions.form.variableDescription", { number })} error={errorOf(`[${at}].description`)}>
                <Input value={row.description} onChange={(event) => change(row.key, { description: event.target.value })} />
              </Field>
              <CheckBox label={t("actions.form.variableRequired", { number })} checked={row.isRequired} onChange={(event) => change(row.key, { isRequired: event.target.checked })} />
            </div>
          </div>
        );
      })}
      <div><Button icon="plus" onClick={() => onChange([...rows, newVariable()])}>{t("actions.form.addVariable")}</Button></div>
    </FieldGroup>
  );
}
