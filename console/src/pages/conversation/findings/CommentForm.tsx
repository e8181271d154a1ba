/** A comment that is written, and what it is about. */
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { clock } from "../../../ui/format";
import { Field, fieldError, Select, TextArea } from "../../../ui/Field";
import { messageOf } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { useMoment, useRoom } from "../room";
import { useStore } from "../store";
import { useAddComment } from "./comments";

type About = "whole" | "entry" | "second";
const LONGEST = 50_000;

export function CommentForm() {
  const { id, desk, full, player } = useRoom();
  const tell = useTell();
  const add = useAddComment(id);
  const box = useRef<HTMLTextAreaElement>(null);
  const [body, setBody] = useState("");
  const [about, setAbout] = useState<About>("whole");
  const wanted = useStore(desk.commentPlace);
  const cursor = useStore(desk.cursor);
  const second = useMoment(player, Math.floor);
  const position = wanted?.entryId === undefined ? cursor : (desk.positionOf(wanted.entryId) ?? cursor);
  const entry = full.transcript?.entries[position];
  useEffect(() => {
    if (!wanted) return;
    setAbout("entry");
    box.current?.focus();
  }, [wanted]);
  const save = (event?: FormEvent) => {
    event?.preventDefault();
    if (!body.trim() || add.isPending) return;
    const place = about === "entry" && entry ? { entry_id: entry.id } : about === "second" ? { start_seconds: second } : {};
    add.mutate({ body: body.trim(), ...place }, {
      onSuccess: () => {
        tell.done(t("conversation.comments.added"));
        setBody("");
        desk.commentPlace.set(null);
        setAbout("whole");
      },
    });
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    save();
  };
  const error = add.error ? (fieldError(add.error, "body") ?? messageOf(add.error)) : undefined;
  return (
    <form className="form comments-form" onSubmit={save} onKeyDown={press}>
      <Field label={t("conversation.comments.write")} error={error}>
        <TextArea ref={box} rows={3} maxLength={LONGEST} value={body} onChange={(event) => setBody(event.target.value)} />
      </Field>
      <div className="form-row">
        <Field label={t("conversation.comments.about")}>
          <Select value={about} onChange={(event) => setAbout(event.target.value as About)}>
            <option value="whole">{t("conversation.comments.whole")}</option>
            {entry && <option value="entry">{t("conversation.comments.entry", { time: clock(entry.start_seconds), name: full.transcript?.speakers[entry.speaker_index]?.name ?? "" })}</option>}
            {player && <option value="second">{t("conversation.comments.second", { time: clock(second) })}</option>}
          </Select>
        </Field>
        <Button type="submit" look="primary" icon="comment" isBusy={add.isPending} disabled={!body.trim()}>{t("conversation.comments.add")}</Button>
      </div>
    </form>
  );
}
