/** An entry's text while it is corrected, in its place. What somebody else corrected meanwhile is told, and nothing is lost. */
import { type KeyboardEvent, useEffect, useRef } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { clock } from "../../../ui/format";
import { fieldError, TextArea } from "../../../ui/Field";
import { messageOf } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { useRoom } from "../room";
import { useStore } from "../store";
import type { Entry } from "../types";
import { isConflict, useCorrect, useNewest } from "./edits";

/** `onEnd` is called when the entry is as it was or saved: the focus has to go somewhere. */
export function EntryEditor({ entry, onEnd }: { entry: Entry; onEnd(): void }) {
  const { id, desk } = useRoom();
  const draft = useStore(desk.draft);
  const tell = useTell();
  const box = useRef<HTMLTextAreaElement>(null);
  const correct = useCorrect(id);
  const newest = useNewest(id);
  const end = () => {
    desk.draft.set(null);
    onEnd();
  };
  useEffect(() => {
    const element = box.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, [draft?.asks]);
  if (!draft) return null;
  const save = () => {
    const text = draft.text.trim();
    if (!text || correct.isPending) return;
    if (text === draft.before.trim()) return end();
    correct.mutate({ revision: draft.revision, changes: [{ op: "text", entry_id: entry.id, text }] }, {
      onSuccess: () => {
        tell.done(t("conversation.transcript.corrected"));
        end();
      },
    });
  };
  const takeNewest = () =>
    newest.mutate(undefined, {
      onSuccess: (transcript) => {
        correct.reset();
        desk.draft.set({ ...draft, revision: transcript.revision });
        box.current?.focus();
      },
    });
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
    else if (event.key === "Escape") end();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const hasChangedMeanwhile = entry.text !== draft.before;
  return (
    <div className="entry-editor">
      <TextArea
        ref={box}
        rows={Math.min(12, Math.max(2, Math.ceil(draft.text.length / 60)))}
        aria-label={t("conversation.transcript.editLabel", { time: clock(entry.start_seconds) })}
        aria-invalid={correct.isError || undefined}
        value={draft.text}
        readOnly={correct.isPending}
        onChange={(event) => desk.draft.set({ ...draft, text: event.target.value })}
        onKeyDown={press}
      />
      {hasChangedMeanwhile && <p className="entry-newer">{t("conversation.transcript.nowSays")} <q>{entry.text}</q></p>}
      {isConflict(correct.error) ? (
        <Conflict isBusy={newest.isPending} onTake={takeNewest} />
      ) : (
        correct.error && <p className="field-error" role="alert">{fieldError(correct.error, "changes[0].text") ?? messageOf(correct.error)}</p>
      )}
      {newest.error && <p className="field-error" role="alert">{messageOf(newest.error)}</p>}
      <div className="entry-editor-buttons">
        <span className="field-hint">{t("conversation.transcript.editHint")}</span>
        <Button onClick={end}>{t("common.cancel")}</Button>
        <Button look="primary" isBusy={correct.isPending} disabled={!draft.text.trim()} onClick={save}>{t("common.save")}</Button>
      </div>
    </div>
  );
}

/** That somebody else came first, and the way to go on from there. */
export function Conflict({ isBusy, onTake }: { isBusy: boolean; onTake(): void }) {
  return (
    <div className="entry-conflict" role="alert">
      <p>{t("conversation.transcript.conflict")}</p>
      <Button icon="refresh" isBusy={isBusy} onClick={onTake}>{t("conversation.transcript.takeNewest")}</Button>
    </div>
  );
}
