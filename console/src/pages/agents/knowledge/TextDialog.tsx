/** The knowledge base's own text, written by hand. */
import { type FormEvent, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field, TextArea } from "../../../ui/Field";
import { Refused, refusalOf } from "../../../ui/Refused";
import { useTell } from "../../../ui/Toasts";
import { type Knowledge, useChangeKnowledge } from "./queries";

export function TextDialog({ base, onClose }: { base: Knowledge; onClose(): void }) {
  const [before] = useState(base.text ?? "");
  const [text, setText] = useState(before);
  const change = useChangeKnowledge(base.id);
  const tell = useTell();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const saved = () => {
      tell.done(t("knowledge.sources.textSaved"));
      onClose();
    };
    const written = (now: Knowledge) => {
      // Two texts cannot be made one without somebody who reads both.
      if ((now.text ?? "") !== before) throw new Error(t("knowledge.sources.textChanged"));
      return { text: text.trim() ? text : null };
    };
    change.mutate(written, { onSuccess: saved });
  };
  const title = t(before.trim() ? "knowledge.sources.editText" : "knowledge.sources.writeText");
  return (
    <Dialog title={title} isOpen isWide isUnsaved={text !== before} onClose={onClose}>
      <form className="knowledge-all" onSubmit={submit}>
        <Field label={t("knowledge.sources.textTitle")} hint={t("knowledge.sources.textHint")} error={refusalOf(change.error, "text")}>
          <TextArea rows={16} value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
        <Refused error={change.error} isShown={(field) => field === "text"} />
        <div className="form-buttons">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" look="primary" isBusy={change.isPending}>{t("common.save")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
