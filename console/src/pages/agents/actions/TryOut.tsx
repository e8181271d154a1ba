/**
 * Makes the request that stands in the form, with values in place of what an agent would find out: the answer, how long
 * it took, or why it did not work.
 */
import { type FormEvent, useState } from "react";

import { ApiError } from "../../../api/errors";
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { Field, Input, Select } from "../../../ui/Field";
import { number } from "../../../ui/format";
import { Panel } from "../../../ui/Page";
import { isAlike } from "../../../ui/alike";
import { Refused } from "../../../ui/Refused";
import { readable, TextBox } from "../shared/Box";
import { isFieldShown } from "./ActionFields";
import { type ActionForm, draftOf, requestOf, type VariableRow, withoutBlanks } from "./form";
import type { Trial, Tried } from "./queries";

interface Props {
  form: ActionForm;
  attempt: { data: Tried | undefined; variables: Trial | undefined; error: unknown; isPending: boolean; stop(): void };
  onRun(values: Record<string, string>): void;
}

const PART = "action.";
const isInForm = (field: string) => field.startsWith(PART) && isFieldShown(field.slice(PART.length));

export function TryOut({ form, attempt, onRun }: Props) {
  const [values, setValues] = useState<Record<string, string>>({});
  const variables = form.variables.filter((row) => row.name.trim() !== "");
  const named = variables.map((row) => [row.name.trim(), values[row.name.trim()] ?? ""] as const);
  const given = Object.fromEntries(named.filter(([, value]) => value !== ""));
  const wanted = requestOf({ action: draftOf(withoutBlanks(form)), values: given });
  const isOther = attempt.variables !== undefined && !isAlike(requestOf(attempt.variables), wanted);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onRun(given);
  };
  const hasMarked = attempt.error instanceof ApiError && Object.keys(attempt.error.fields).some(isInForm);
  return (
    <Panel title={t("actions.try.title")} className="actions-try">
      <form className="form" onSubmit={submit}>
        <p className="agent-part-soft">{t("actions.try.lead")}</p>
        {variables.length === 0 && <p className="agent-part-soft">{t("actions.try.noVariables")}</p>}
        {variables.map((row) => (
          <Value key={row.key} row={row} value={values[row.name.trim()] ?? ""} onChange={(value) => setValues({ ...values, [row.name.trim()]: value })} />
        ))}
        <div className="agent-part-buttons">
          <Button type="submit" icon="play" isBusy={attempt.isPending} disabled={form.url.trim() === ""}>{t("actions.try.run")}</Button>
          {attempt.isPending && <Button onClick={attempt.stop}>{t("common.stop")}</Button>}
          {form.url.trim() === "" && <span className="agent-part-soft">{t("actions.try.noAddress")}</span>}
        </div>
        {hasMarked && <p className="field-error" role="alert">{t("actions.try.seeForm")}</p>}
        <Refused error={attempt.error} isShown={isInForm} />
      </form>
      <div role="status" className="actions-answer">
        {attempt.isPending && <p>{t("actions.try.running")}</p>}
        {attempt.data && (isOther ? <p className="agent-part-soft">{t("actions.try.changed")}</p> : <Answer tried={attempt.data} />)}
      </div>
    </Panel>
  );
}

function Value({ row, value, onChange }: { row: VariableRow; value: string; onChange(value: string): void }) {
  const name = row.name.trim();
  const label = row.isRequired ? t("actions.try.required", { name }) : name;
  const hint = row.description.trim();
  return (
    <Field label={label} {...(hint && { hint })}>
      {row.type === "boolean" ? (
        <Select value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t("actions.try.notGiven")}</option>
          <option value="true">{t("common.yes")}</option>
          <option value="false">{t("common.no")}</option>
        </Select>
      ) : (
        <Input
          value={value}
          autoComplete="off"
          inputMode={row.type === "integer" ? "numeric" : row.type === "number" ? "decimal" : "text"}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function Answer({ tried }: { tried: Tried }) {
  const isOk = tried.status === "ok";
  return (
    <>
      <p className="agent-part-buttons">
        <Badge tone={isOk ? "good" : "bad"}>{t(isOk ? "actions.try.ok" : "actions.try.error")}</Badge>
        <span className="agent-part-soft">{t("actions.try.took", { ms: number(tried.duration_ms) })}</span>
      </p>
      <h3>{t("actions.try.answer")}</h3>
      <TextBox label={t("actions.try.answer")} text={readable(tried.text)} />
    </>
  );
}
