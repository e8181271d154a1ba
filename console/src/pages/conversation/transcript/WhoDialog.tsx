/** Who said some entries: one of the speakers, or somebody who was not there before. */
import { type FormEvent, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field, fieldError, Input, Select } from "../../../ui/Field";
import { messageOf } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { useRoom } from "../room";
import type { Change, Transcript } from "../types";
import { isConflict, useCorrect, useNewest } from "./edits";
import { Conflict } from "./EntryEditor";

const NEW = "new";

export function WhoDialog({ transcript, entryIds, onClose }: { transcript: Transcript; entryIds: number[]; onClose(): void }) {
  const { id, desk } = useRoom();
  const tell = useTell();
  const correct = useCorrect(id);
  const newest = useNewest(id);
  const [seen, setSeen] = useState(transcript);
  const [chosen, setChosen] = useState(() => String(seen.entries.find((entry) => entry.id === entryIds[0])?.speaker_index ?? 0));
  const [name, setName] = useState("");
  const save = (event: FormEvent) => {
    event.preventDefault();
    const isNew = chosen === NEW;
    const speaker = isNew ? seen.speakers.length : Number(chosen);
    const changes: Change[] = [{ op: "speaker", entry_ids: entryIds, speaker_index: speaker }];
    if (isNew) changes.unshift({ op: "add_speaker", name: name.trim() });
    correct.mutate({ revision: seen.revision, changes }, {
      onSuccess: () => {
        tell.done(t("conversation.speakers.reassigned", { count: entryIds.length }));
        desk.clearSelection();
        onClose();
      },
    });
  };
  const takeNewest = () =>
    newest.mutate(undefined, {
      onSuccess: (found) => {
        correct.reset();
        setSeen(found);
      },
    });
  const refused = fieldError(correct.error, "changes[0].name");
  return (
    <Dialog title={t("conversation.speakers.whoTitle", { count: entryIds.length })} isOpen onClose={onClose}>
      <form className="form" onSubmit={save}>
        <Field label={t("conversation.speakers.who")}>
          <Select value={chosen} onChange={(event) => setChosen(event.target.value)}>
            {seen.speakers.map((speaker, index) => <option key={index} value={index}>{speaker.name}</option>)}
            <option value={NEW}>{t("conversation.speakers.somebodyElse")}</option>
          </Select>
        </Field>
        {chosen === NEW && (
          <Field label={t("conversation.speakers.newName")} error={refused}>
            <Input required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
        )}
        {isConflict(correct.error)
          ? <Conflict isBusy={newest.isPending} onTake={takeNewest} />
          : correct.error && !refused && <p className="field-error" role="alert">{messageOf(correct.error)}</p>}
        <div className="form-buttons">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" look="primary" isBusy={correct.isPending} disabled={chosen === NEW && !name.trim()}>{t("common.save")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
