/** The tags of the conversation: why each was given, and which may be given by hand. */
import { type FormEvent, useState } from "react";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Button, IconButton } from "../../../ui/Button";
import { Field, Select } from "../../../ui/Field";
import { Panel } from "../../../ui/Page";
import { messageOf } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { useTags } from "../../conversations/queries";
import { useRoom } from "../room";
import type { GivenTag } from "../types";
import { EvidenceList, Machine, Marking } from "./Evidence";
import { useGiveTag, useTakeTag } from "./insights";
import { Origin } from "./Origin";
import { StageLine } from "./StageLine";

export function TagsPanel() {
  const { full, mayEdit } = useRoom();
  const mayRead = useAccount().may("tags:read");
  return (
    <Panel title={t("conversation.stages.tags")}>
      {full.tags.length > 0
        ? <ul className="tags">{full.tags.map((tag) => <li key={tag.id}><Tag tag={tag} /></li>)}</ul>
        : <p className="field-hint">{t("conversation.tags.none")}</p>}
      {mayEdit && mayRead && <GiveTag />}
      <StageLine name="tags" isShort />
    </Panel>
  );
}

function Tag({ tag }: { tag: GivenTag }) {
  const { id, mayEdit } = useRoom();
  const tell = useTell();
  const take = useTakeTag(id);
  const places = tag.grounds?.evidence ?? [];
  return (
    <Marking places={places} className="finding">
      <div className="tags-head">
        <strong className="tags-name">
          {tag.hex_color && <span className="tags-dot" aria-hidden="true" style={{ backgroundColor: tag.hex_color }} />}
          {tag.name}
        </strong>
        <Origin grounds={tag.grounds} edit={tag} />
        {mayEdit && (
          <IconButton
            label={t("conversation.tags.take", { name: tag.name })}
            icon="close"
            isBusy={take.isPending}
            onClick={() => take.mutate(tag.id, { onSuccess: () => tell.done(t("conversation.tags.taken", { name: tag.name })), onError: tell.failed })}
          />
        )}
      </div>
      <EvidenceList places={places} />
      {tag.machine && <Machine><EvidenceList places={tag.machine.grounds?.evidence ?? []} /><Origin grounds={tag.machine.grounds} /></Machine>}
    </Marking>
  );
}

function GiveTag() {
  const { id, full } = useRoom();
  const tell = useTell();
  const tags = useTags();
  const give = useGiveTag(id);
  const [chosen, setChosen] = useState("");
  const given = new Set(full.tags.map((tag) => tag.id));
  const choices = (tags.data?.data ?? []).filter((tag) => !given.has(tag.id));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = choices.find((tag) => tag.id === chosen)?.name ?? "";
    give.mutate(chosen, {
      onSuccess: () => {
        tell.done(t("conversation.tags.givenNow", { name }));
        setChosen("");
      },
      onError: tell.failed,
    });
  };
  if (tags.error) return <p className="field-error" role="alert">{t("conversation.tags.notLoaded", { message: messageOf(tags.error) })}</p>;
  if (choices.length === 0) return null;
  return (
    <form className="form-row" onSubmit={submit}>
      <Field label={t("conversation.tags.add")}>
        <Select value={chosen} onChange={(event) => setChosen(event.target.value)}>
          <option value="">{t("conversation.tags.choose")}</option>
          {choices.map((tag) => <option key={tag.id} value={tag.id}>{tag.name}</option>)}
        </Select>
      </Field>
      <Button type="submit" icon="tag" disabled={!chosen} isBusy={give.isPending}>{t("conversation.tags.give")}</Button>
    </form>
  );
}
