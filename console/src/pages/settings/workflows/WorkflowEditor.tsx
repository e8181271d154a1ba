/** The form of a rule: its name, when it runs, for which conversations, and what it does. */
import { type FormEvent, useEffect, useState } from "react";

import { t } from "../../../texts";
import { Button, ButtonLink } from "../../../ui/Button";
import { CheckBox, Field, fieldError, Input } from "../../../ui/Field";
import { Panel } from "../../../ui/Page";
import { among, Refused } from "../../../ui/Refused";
import { Loaded } from "../../../ui/State";
import { useUnsaved } from "../../../ui/useUnsaved";
import { type SignalDefinition, useSignalDefinitions } from "../shared/queries";
import { actionFields, ActionList } from "./ActionList";
import { FilterFields } from "./FilterFields";
import { BUCKETS, draftOf, formOf } from "./form";
import type { Workflow, WorkflowDraft } from "./queries";
import { TriggerFields } from "./TriggerFields";
import "./workflows.css";

interface Props {
  /** The one to change; a new one where there is none. */
  workflow?: Workflow;
  isBusy: boolean;
  error: unknown;
  onSubmit(draft: WorkflowDraft): void;
  /** Told whether something is written that is not saved. */
  onWritten?(isWritten: boolean): void;
}

const FIELDS = ["name", "when.type", "when.signal_definition_id", "when.comparison", "when.value", "filter.search", ...BUCKETS.map((bucket) => `filter.${bucket}`)];

export function WorkflowEditor(props: Props) {
  const definitions = useSignalDefinitions();
  return <Loaded query={definitions}>{(known) => <Form {...props} definitions={known} />}</Loaded>;
}

function Form({ workflow, isBusy, error, onSubmit, onWritten, definitions }: Props & { definitions: SignalDefinition[] }) {
  const [initial] = useState(() => formOf(workflow));
  const [form, setForm] = useState(initial);
  const isWritten = form !== initial;
  const unsaved = useUnsaved(isWritten);
  useEffect(() => onWritten?.(isWritten), [onWritten, isWritten]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(draftOf(form, definitions));
  };
  return (
    <form className="settings-workflows-form" onSubmit={submit}>
      <Panel>
        <div className="form">
          <Field label={t("common.name")} error={fieldError(error, "name")}>
            <Input required maxLength={100} value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} />
          </Field>
          <CheckBox label={t("settings.workflows.isOn")} checked={form.isOn} onChange={(event) => setForm({ ...form, isOn: event.target.checked })} />
        </div>
      </Panel>
      <Panel title={t("settings.workflows.when")}>
        <TriggerFields when={form.when} definitions={definitions} error={error} onChange={(when) => setForm({ ...form, when })} />
      </Panel>
      <Panel title={t("settings.workflows.filter")}>
        <FilterFields filter={form.filter} error={error} onChange={(filter) => setForm({ ...form, filter })} />
      </Panel>
      <Panel title={t("settings.workflows.does")}>
        <ActionList actions={form.actions} error={error} onChange={(actions) => setForm({ ...form, actions })} />
      </Panel>
      <Refused error={error} isShown={among([...FIELDS, ...actionFields(form.actions)])} />
      <div className="form-buttons">
        <ButtonLink to="/settings/workflows">{t("common.cancel")}</ButtonLink>
        <Button type="submit" look="primary" isBusy={isBusy}>{t(workflow ? "common.save" : "settings.workflows.make")}</Button>
      </div>
      {unsaved.question}
    </form>
  );
}
