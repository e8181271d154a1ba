/** A text that is written in place: saved by Ctrl+Enter, left by Esc. */
import { type FormEvent, type KeyboardEvent, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Field, fieldError, TextArea } from "../../../ui/Field";
import { messageOf } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { useWritten } from "./written";

interface Props {
  label: string;
  text: string;
  longest: number;
  mutation: { isPending: boolean; error: unknown; mutate(text: string, options: { onSuccess(): void }): void };
  /** The member that the server names where it refuses the text. */
  field: string;
  /** What is told when it is saved. */
  saved: string;
  onEnd(): void;
}

export function TextForm({ label, text, longest, mutation, field, saved, onEnd }: Props) {
  const tell = useTell();
  const [draft, setDraft] = useState(text);
  useWritten(draft !== text);
  const save = () => {
    if (!draft.trim() || mutation.isPending) return;
    mutation.mutate(draft.trim(), {
      onSuccess: () => {
        tell.done(saved);
        onEnd();
      },
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Escape") onEnd();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const error = mutation.error ? (fieldError(mutation.error, field) ?? messageOf(mutation.error)) : undefined;
  return (
    <form className="form" onSubmit={submit} onKeyDown={press}>
      <Field label={label} hint={t("conversation.transcript.editHint")} error={error}>
        <TextArea autoFocus rows={8} maxLength={longest} value={draft} onChange={(event) => setDraft(event.target.value)} />
      </Field>
      <div className="form-buttons">
        <Button onClick={onEnd}>{t("common.cancel")}</Button>
        <Button type="submit" look="primary" isBusy={mutation.isPending} disabled={!draft.trim()}>{t("common.save")}</Button>
      </div>
    </form>
  );
}
