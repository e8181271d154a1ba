/** Facts: who took part, whose it is, who may see it, where it came from, and how its processing went. */
import { type FormEvent, useRef, useState } from "react";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { CheckBox, Field, fieldError, Select } from "../../../ui/Field";
import { bytes, clock, dateTime } from "../../../ui/format";
import { Panel } from "../../../ui/Page";
import { Loaded, messageOf } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { useOwners } from "../../conversations/queries";
import { useUpdate } from "../queries";
import { useRoom } from "../room";
import { StageLine } from "./StageLine";

export function DetailsPanel() {
  return (
    <>
      <Facts />
      <People />
      <Access />
      <Stages />
    </>
  );
}

function Facts() {
  const { full } = useRoom();
  const recording = full.recordings[0];
  const facts: [string, string | null | undefined][] = [
    [t("conversation.details.started"), dateTime(full.started_at)],
    [t("conversation.details.length"), full.duration_seconds == null ? null : clock(full.duration_seconds)],
    [t("conversation.details.description"), full.description],
    [t("conversation.details.source"), full.source_system],
    [t("conversation.details.externalId"), full.external_id],
    [t("conversation.details.language"), full.transcript?.language],
    [t("conversation.details.recording"), recording ? `${recording.media_type}, ${bytes(recording.size_bytes)}` : t("conversation.details.noRecording")],
  ];
  return (
    <Panel title={t("conversation.details.facts")}>
      <dl className="details">
        {facts.map(([name, value]) => value && <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
      {full.external_url && <a href={full.external_url} target="_blank" rel="noopener noreferrer">{t("conversation.details.externalLink")}</a>}
    </Panel>
  );
}

function People() {
  const { full } = useRoom();
  return (
    <Panel title={t("conversation.details.people")}>
      {full.participants.length === 0 && <p className="field-hint">{t("conversation.details.nobody")}</p>}
      <ul className="details-people">
        {full.participants.map((person) => (
          <li key={person.id}>
            <strong>{person.name ?? t("common.unknown")}</strong> {t(`conversations.${person.role}`)}
            {[person.email, person.phone].filter(Boolean).map((address) => <span key={address} className="details-address">{address}</span>)}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Access() {
  const { id, full, mayEdit } = useRoom();
  const { may } = useAccount();
  const tell = useTell();
  const update = useUpdate(id);
  const owners = useOwners(mayEdit && may("users:read"));
  // With arrow keys one passes others on the way to the one that is meant: nothing is sent before the button is pressed.
  const [chosen, setChosen] = useState<string | null>(null);
  const select = useRef<HTMLSelectElement>(null);
  const owner = chosen ?? full.owner_user_id ?? "";
  if (!mayEdit) return null;
  const told = (text: string) => ({ onSuccess: () => tell.done(text) });
  const give = (event: FormEvent) => {
    event.preventDefault();
    const changed = () => {
      setChosen(null);
      select.current?.focus();
      tell.done(t("conversation.details.ownerChanged"));
    };
    update.mutate({ owner_user_id: owner || null }, { onSuccess: changed });
  };
  const refused = fieldError(update.error, "owner_user_id");
  return (
    <Panel title={t("conversation.details.access")}>
      <CheckBox
        label={t("conversation.details.private")}
        checked={(update.isPending ? update.variables.is_private : undefined) ?? full.is_private}
        onChange={(event) => update.mutate({ is_private: event.target.checked }, told(t(event.target.checked ? "conversation.details.madePrivate" : "conversation.details.madeOpen")))}
      />
      <p className="field-hint">{t("conversation.details.privateHint")}</p>
      {may("users:read") && (
        <Loaded query={owners} rows={1}>
          {(people) => (
            <form className="form" onSubmit={give}>
              <Field label={t("conversation.details.owner")} error={refused}>
                <Select ref={select} value={owner} onChange={(event) => setChosen(event.target.value)}>
                  <option value="">{t("conversation.details.noOwner")}</option>
                  {people.map((person) => <option key={person.id} value={person.id}>{person.name}</option>)}
                </Select>
              </Field>
              {owner !== (full.owner_user_id ?? "") && (
                <div className="form-buttons"><Button type="submit" isBusy={update.isPending}>{t("conversation.details.changeOwner")}</Button></div>
              )}
            </form>
          )}
        </Loaded>
      )}
      {update.error && !refused && (
        <p className="field-error" role="alert">{messageOf(update.error)} <Button look="quiet" onClick={() => update.reset()}>{t("common.close")}</Button></p>
      )}
    </Panel>
  );
}

function Stages() {
  const { full } = useRoom();
  return (
    <Panel title={t("conversation.stages.title")}>
      <ul className="stages">
        {full.stages.map((stage) => (
          <li key={stage.name}>
            <h3>{t(`conversation.stages.${stage.name}`)}</h3>
            <StageLine name={stage.name} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
