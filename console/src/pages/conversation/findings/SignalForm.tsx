/** A person's answer to a question, in the form that the question takes. */
import { type FormEvent, useState } from "react";

import type { components } from "../../../api/schema";
import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Field, fieldError, Input, Select, TextArea } from "../../../ui/Field";
import { messageOf } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { useRoom } from "../room";
import type { Signal } from "../types";
import { useAnswerSignal } from "./insights";
import { leaveBy } from "./leave";
import { useWritten } from "./written";

export type Definition = components["schemas"]["SignalDefinition"];
type Kind = Definition["kind"]["type"];

interface Props {
  signal: Signal;
  definition: Definition | undefined;
  question: string;
  onEnd(): void;
}

export function SignalForm({ signal, definition, question, onEnd }: Props) {
  const { id } = useRoom();
  const tell = useTell();
  const answer = useAnswerSignal(id);
  const kind: Kind = definition?.kind.type ?? signal.type ?? signal.machine?.type ?? "text";
  const [text, setText] = useState(() => textOf(signal.value));
  useWritten(text !== textOf(signal.value));
  const error = answer.error ? (fieldError(answer.error, "value") ?? messageOf(answer.error)) : undefined;
  const save = (event: FormEvent) => {
    event.preventDefault();
    answer.mutate({ signalId: signal.id, value: valueOf(kind, text) }, {
      onSuccess: () => {
        tell.done(t("conversation.signals.saved"));
        onEnd();
      },
    });
  };
  return (
    <form className="form" onSubmit={save} onKeyDown={leaveBy(onEnd)}>
      <Field label={t("conversation.signals.answer", { question })} error={error}>
        {kind === "number" ? (
          <Input autoFocus type="number" step="any" value={text} placeholder={t("conversation.signals.notTold")} onChange={(event) => setText(event.target.value)} />
        ) : kind === "text" ? (
          <TextArea autoFocus value={text} placeholder={t("conversation.signals.notTold")} onChange={(event) => setText(event.target.value)} />
        ) : (
          <Select autoFocus value={text} onChange={(event) => setText(event.target.value)}>
            {choicesOf(kind, definition, text).map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
            <option value="">{t("conversation.signals.notTold")}</option>
          </Select>
        )}
      </Field>
      <div className="form-buttons">
        <Button onClick={onEnd}>{t("common.cancel")}</Button>
        <Button type="submit" look="primary" isBusy={answer.isPending}>{t("common.save")}</Button>
      </div>
    </form>
  );
}

function textOf(value: unknown): string {
  return value == null ? "" : String(value);
}

/** An empty answer says that the conversation does not tell. */
function valueOf(kind: Kind, text: string): boolean | number | string | null {
  if (text.trim() === "") return null;
  if (kind === "yes_no") return text === "true";
  return kind === "number" ? Number(text) : text.trim();
}

function choicesOf(kind: Kind, definition: Definition | undefined, present: string): { value: string; label: string }[] {
  if (kind === "yes_no") return [{ value: "true", label: t("common.yes") }, { value: "false", label: t("common.no") }];
  const options = definition?.kind.type === "choice" ? definition.kind.options : [present].filter(Boolean);
  return options.map((option) => ({ value: option, label: option }));
}
