/** Makes links for people without an account, and ends them. */
import { type FormEvent, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { CopyText } from "../../../ui/CopyText";
import { Confirm, Dialog } from "../../../ui/Dialog";
import { CheckBox, Field, fieldError, Select } from "../../../ui/Field";
import { dateTime } from "../../../ui/format";
import { Loaded, messageOf } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { usePeople } from "../people";
import { useRoom } from "../room";
import { useRevoke, useShare, useShares } from "./shares";

const LIVES = [
  { hours: 1, label: "conversation.share.hour" },
  { hours: 24, label: "conversation.share.day" },
  { hours: 168, label: "conversation.share.week" },
  { hours: 720, label: "conversation.share.month" },
] as const;

export function ShareDialog({ onClose }: { onClose(): void }) {
  const { id, full } = useRoom();
  const tell = useTell();
  const nameOf = usePeople();
  const shares = useShares(id);
  const revoke = useRevoke(id);
  const [asked, setAsked] = useState<string | null>(null);
  const end = async (shareId: string) => {
    await revoke.mutateAsync(shareId);
    tell.done(t("conversation.share.revoked"));
  };
  return (
    <Dialog title={t("conversation.share.title")} isOpen onClose={onClose} isWide>
      <p>{t("conversation.share.intro")}</p>
      {full.is_private ? <p className="share-private">{t("conversation.share.private")}</p> : <NewLink />}
      <h3>{t("conversation.share.list")}</h3>
      <Loaded query={shares} rows={2} isEmpty={({ data }) => data.length === 0} empty={<p className="field-hint">{t("conversation.share.none")}</p>}>
        {({ data }) => (
          <ul className="share-list">
            {data.map((share) => (
              <li key={share.id}>
                <span>
                  {t("conversation.share.until", { date: dateTime(share.expires_at) })}
                  <span className="share-facts">
                    {t("conversation.share.madeBy", { name: nameOf(share.created_by), date: dateTime(share.created_at) })}
                    {", "}
                    {t(share.with_recording ? "conversation.share.withRecording" : "conversation.share.withoutRecording")}
                  </span>
                </span>
                <Button look="danger" onClick={() => setAsked(share.id)}>{t("conversation.share.revoke")}</Button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <Confirm
        isOpen={asked !== null}
        title={t("conversation.share.revokeTitle")}
        text={t("conversation.share.revokeText")}
        confirm={t("conversation.share.revoke")}
        onConfirm={() => end(asked ?? "")}
        onClose={() => setAsked(null)}
      />
    </Dialog>
  );
}

function NewLink() {
  const { id, full } = useRoom();
  const share = useShare(id);
  const [hours, setHours] = useState<number>(24);
  const [withRecording, setWithRecording] = useState(false);
  const make = (event: FormEvent) => {
    event.preventDefault();
    share.mutate({ expires_in_hours: hours, with_recording: withRecording });
  };
  return (
    <>
      <form className="form-row" onSubmit={make}>
        <Field label={t("conversation.share.expires")} error={fieldError(share.error, "expires_in_hours")}>
          <Select value={hours} onChange={(event) => setHours(Number(event.target.value))}>
            {LIVES.map((life) => <option key={life.hours} value={life.hours}>{t(life.label)}</option>)}
          </Select>
        </Field>
        {full.recordings.length > 0 && (
          <CheckBox label={t("conversation.share.recording")} checked={withRecording} onChange={(event) => setWithRecording(event.target.checked)} />
        )}
        <Button type="submit" look="primary" isBusy={share.isPending}>{t("conversation.share.make")}</Button>
      </form>
      {share.error && <p className="field-error" role="alert">{messageOf(share.error)}</p>}
      {share.data && (
        <div className="share-new" role="status">
          <p><strong>{t("conversation.share.once")}</strong></p>
          <CopyText text={share.data.url} label={t("conversation.share.link")} />
        </div>
      )}
    </>
  );
}
