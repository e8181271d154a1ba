/** A comment that is written, and what it is about. */
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { clock } from "../../../ui/format";
import { Field, fieldError, Select, TextArea } from "../../../ui/Field";
import { messageOf } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import type { CommentPlace } from "../Desk";
import { useMoment, useRoom } from "../room";
import { useStore } from "../store";
import { useAddComment } from "./comments";
import { useWritten } from "./written";

type About = "whole" | "entry" | "second";

function aboutOf(place: CommentPlace | null): About {
  if (place?.entryId !== undefined) return "entry";
  return place?.seconds === undefined ? "whole" : "second";
}

const LONGEST = 50_000;

export function CommentForm() {
  const { id, desk, full, player } = useRoom();
  const tell = useTell();
  const add = useAddComment(id);
  const box = useRef<HTMLTextAreaElement>(null);
  const [body, setBody] = useState("");
  useWritten(body.trim() !== "");
  const place = useStore(desk.commentPlace);
  const cursor = useStore(desk.cursor);
  const heard = useMoment(player, Math.floor);
  // What was chosen stays what it was, however far the recording goes on while somebody writes.
  const second = place?.seconds ?? heard;
  const position = place?.entryId === undefined ? cursor : (desk.positionOf(place.entryId) ?? cursor);
  const entry = full.transcript?.entries[position];
  useEffect(() => {
    if (place?.isAsked) box.current?.focus();
  }, [place]);
  const choose = (about: About) =>
    desk.commentPlace.set(about === "entry" && entry ? { entryId: entry.id } : about === "second" ? { seconds: heard } : null);
  const save = (event?: FormEvent) => {
    event?.preventDefault();
    if (!body.trim() || add.isPending) return;
    const anchor = place?.entryId !== undefined ? { entry_id: place.entryId } : place?.seconds !== undefined ? { start_seconds: place.seconds } : {};
    add.mutate({ body: body.trim(), ...anchor }, {
      onSuccess: () => {
        tell.done(t("conversation.comments.added"));
        setBody("");
        desk.commentPlace.set(null);
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
          <Select value={aboutOf(place)} onChange={(event) => choose(event.target.value as About)}>
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
