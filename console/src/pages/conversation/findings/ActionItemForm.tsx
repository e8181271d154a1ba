/** What is to be done, by whom and until when. */
import { type FormEvent, useId, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Field, fieldError, Input } from "../../../ui/Field";
import { messageOf } from "../../../ui/State";
import { useRoom } from "../room";
import type { ActionItem } from "../types";
import type { ItemDraft } from "./insights";
import { leaveBy } from "./leave";
import { useWritten } from "./written";

interface Props {
  item?: ActionItem;
  /** Entries in which it was agreed. */
  entryIds?: number[];
  mutation: { isPending: boolean; error: unknown };
  onSave(draft: ItemDraft): void;
  onEnd(): void;
}

export function ActionItemForm({ item, entryIds = [], mutation, onSave, onEnd }: Props) {
  const { full } = useRoom();
  const people = useId();
  const [text, setText] = useState(item?.title ?? "");
  const [assignee, setAssignee] = useState(item?.assignee_name ?? "");
  const [dueOn, setDueOn] = useState(item?.due_on ?? "");
  useWritten(text !== (item?.title ?? "") || assignee !== (item?.assignee_name ?? "") || dueOn !== (item?.due_on ?? ""));
  const { error } = mutation;
  const refused = ["text", "assignee", "due_on"].some((field) => fieldError(error, field));
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) onSave({ text: text.trim(), assignee: assignee.trim() || null, due_on: dueOn || null });
  };
  return (
    <form className="form items-form" onSubmit={save} onKeyDown={leaveBy(onEnd)}>
      <Field label={t("conversation.items.text")} error={fieldError(error, "text")}>
        <Input autoFocus required maxLength={1_000} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <div className="form-row">
        <Field label={t("conversation.items.assignee")} error={fieldError(error, "assignee")}>
          <Input list={people} maxLength={200} value={assignee} onChange={(event) => setAssignee(event.target.value)} />
        </Field>
        <Field label={t("conversation.items.dueOn")} error={fieldError(error, "due_on")}>
          <Input type="date" min="1000-01-01" max="2999-12-31" value={dueOn} onChange={(event) => setDueOn(event.target.value)} />
        </Field>
      </div>
      <datalist id={people}>
        {full.participants.map((person) => person.name && <option key={person.id} value={person.name} />)}
      </datalist>
      {entryIds.length > 0 && <p className="field-hint">{t("conversation.items.grounds", { count: entryIds.length })}</p>}
      {error != null && !refused && <p className="field-error" role="alert">{messageOf(error)}</p>}
      <div className="form-buttons">
        <Button onClick={onEnd}>{t("common.cancel")}</Button>
        <Button type="submit" look="primary" isBusy={mutation.isPending} disabled={!text.trim()}>{t("common.save")}</Button>
      </div>
    </form>
  );
}
