/** The voices of a transcript: renamed, made one, or one more. */
import { type FormEvent, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field, fieldError, Input, Select } from "../../../ui/Field";
import { messageOf } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { useRoom } from "../room";
import { type Change, colourOf, type Transcript } from "../types";
import { isConflict, useCorrect, useNewest } from "./edits";
import { Conflict } from "./EntryEditor";

export function SpeakersDialog({ transcript, onClose }: { transcript: Transcript; onClose(): void }) {
  const { id } = useRoom();
  const tell = useTell();
  const correct = useCorrect(id);
  const newest = useNewest(id);
  const { speakers, revision } = transcript;
  const change = (changes: Change[], done: string) => correct.mutate({ revision, changes }, { onSuccess: () => tell.done(done) });
  const refused = fieldError(correct.error, "changes[0].name");
  return (
    <Dialog title={t("conversation.speakers.title")} isOpen onClose={onClose} isWide>
      <p className="field-hint">{t("conversation.speakers.hint")}</p>
      {isConflict(correct.error)
        ? <Conflict isBusy={newest.isPending} onTake={() => newest.mutate(undefined, { onSuccess: () => correct.reset() })} />
        : correct.error && <p className="field-error" role="alert">{refused ?? messageOf(correct.error)}</p>}
      <ul className="speakers">
        {speakers.map((speaker, index) => (
          <Voice
            // A voice that got another name, or another place, begins anew.
            key={`${index} ${speaker.name}`}
            transcript={transcript}
            index={index}
            isBusy={correct.isPending}
            onRename={(name) => change([{ op: "rename", speaker_index: index, name }], t("conversation.speakers.renamed", { name }))}
            onMerge={(into) => change([{ op: "merge", from_index: index, into_index: into }], t("conversation.speakers.merged", { name: speakers[into]?.name ?? "" }))}
          />
        ))}
      </ul>
      <NewVoice
        key={speakers.length}
        isBusy={correct.isPending}
        onAdd={(name) => change([{ op: "add_speaker", name }], t("conversation.speakers.added", { name }))}
      />
    </Dialog>
  );
}

interface VoiceProps {
  transcript: Transcript;
  index: number;
  isBusy: boolean;
  onRename(name: string): void;
  onMerge(into: number): void;
}

function Voice({ transcript, index, isBusy, onRename, onMerge }: VoiceProps) {
  const { speakers, entries } = transcript;
  const before = speakers[index]?.name ?? "";
  const [name, setName] = useState(before);
  const [into, setInto] = useState("");
  const count = entries.reduce((sum, entry) => sum + (entry.speaker_index === index ? 1 : 0), 0);
  const rename = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() && name.trim() !== before) onRename(name.trim());
  };
  return (
    <li className={`speakers-one speaker-${colourOf(index)}`}>
      <form className="form-row" onSubmit={rename}>
        <Field label={t("conversation.speakers.nameOf", { number: index + 1 })} hint={t("common.count.entries", { count })}>
          <Input required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Button type="submit" disabled={!name.trim() || name.trim() === before} isBusy={isBusy}>{t("conversation.speakers.rename")}</Button>
      </form>
      {speakers.length > 1 && (
        <div className="form-row speakers-same">
          <Field label={t("conversation.speakers.sameAs", { name: before })}>
            <Select value={into} onChange={(event) => setInto(event.target.value)}>
              <option value="">{t("conversation.speakers.nobody")}</option>
              {speakers.map((other, place) => place !== index && <option key={place} value={place}>{other.name}</option>)}
            </Select>
          </Field>
          <Button disabled={into === ""} isBusy={isBusy} onClick={() => onMerge(Number(into))}>{t("conversation.speakers.merge")}</Button>
        </div>
      )}
    </li>
  );
}

function NewVoice({ isBusy, onAdd }: { isBusy: boolean; onAdd(name: string): void }) {
  const [name, setName] = useState("");
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) onAdd(name.trim());
  };
  return (
    <form className="form-row" onSubmit={add}>
      <Field label={t("conversation.speakers.newName")}>
        <Input required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Button type="submit" icon="plus" disabled={!name.trim()} isBusy={isBusy}>{t("conversation.speakers.add")}</Button>
    </form>
  );
}
