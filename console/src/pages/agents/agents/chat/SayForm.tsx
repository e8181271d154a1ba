/** The field in which somebody writes to the agent: Enter sends, Shift and Enter begin a new line. */
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";

import { t } from "../../../../texts";
import { Button } from "../../../../ui/Button";
import { Field, TextArea } from "../../../../ui/Field";
import { LONGEST_TEXT } from "./frames";

interface Props {
  /** It was begun just now: whoever did that wants to write. */
  isNew: boolean;
  canEnd: boolean;
  onSay(text: string): void;
  onEnd(): void;
}

export function SayForm({ isNew, canEnd, onSay, onEnd }: Props) {
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (isNew) field.current?.focus();
  }, [isNew]);
  const say = () => {
    if (text.trim() === "") return;
    onSay(text.trim());
    setText("");
    field.current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    say();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    say();
  };
  return (
    <form className="agent-chat-say" onSubmit={submit}>
      <Field label={t("agents.chat.message")} hint={t("agents.chat.messageHint")}>
        <TextArea ref={field} rows={2} value={text} maxLength={LONGEST_TEXT} onChange={(event) => setText(event.target.value)} onKeyDown={press} />
      </Field>
      <div className="agent-part-buttons">
        <Button type="submit" look="primary" disabled={text.trim() === ""}>{t("agents.chat.send")}</Button>
        <Button disabled={!canEnd} onClick={onEnd}>{t("agents.chat.end")}</Button>
      </div>
    </form>
  );
}
