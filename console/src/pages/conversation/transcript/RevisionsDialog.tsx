/** What the transcript was before each correction: to look at, and to bring back. */
import { useState } from "react";

import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { Confirm, Dialog } from "../../../ui/Dialog";
import { clock, dateTime } from "../../../ui/format";
import { Loaded } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { usePeople } from "../people";
import { useRoom } from "../room";
import { colourOf } from "../types";
import { useRestore, useRevision, useRevisions } from "./edits";

export function RevisionsDialog({ newest, onClose }: { newest: number; onClose(): void }) {
  const { id, mayEdit } = useRoom();
  const tell = useTell();
  const nameOf = usePeople();
  const revisions = useRevisions(id);
  const restore = useRestore(id);
  const [shown, setShown] = useState<number | null>(null);
  const [asked, setAsked] = useState<number | null>(null);
  const bringBack = async (revision: number) => {
    await restore.mutateAsync(revision);
    tell.done(t("conversation.revisions.restored", { revision }));
    setShown(null);
  };
  return (
    <Dialog title={shown === null ? t("conversation.revisions.title") : t("conversation.revisions.oneTitle", { revision: shown })} isOpen onClose={onClose} isWide>
      {shown !== null ? (
        <>
          <div className="form-buttons revisions-back">
            <Button onClick={() => setShown(null)}>{t("conversation.revisions.back")}</Button>
            {mayEdit && shown !== newest && <Button look="primary" icon="undo" onClick={() => setAsked(shown)}>{t("conversation.revisions.restore", { revision: shown })}</Button>}
          </div>
          <Revision revision={shown} />
        </>
      ) : (
        <Loaded query={revisions} rows={3}>
          {({ data }) => (
            <ol className="revisions" reversed>
              {data.map((one) => (
                <li key={one.revision}>
                  <div>
                    <strong>{one.summary ?? t("conversation.revisions.original")}</strong>
                    <span className="revisions-facts">
                      {one.is_original ? dateTime(one.made_at) : t("conversation.revisions.madeBy", { name: nameOf(one.made_by), date: dateTime(one.made_at) })}
                      {one.is_original && <Badge>{t("conversation.revisions.untouched")}</Badge>}
                      {one.revision === newest && <Badge tone="accent">{t("conversation.revisions.newest")}</Badge>}
                    </span>
                  </div>
                  <Button onClick={() => setShown(one.revision)}>{t("conversation.revisions.view", { revision: one.revision })}</Button>
                </li>
              ))}
            </ol>
          )}
        </Loaded>
      )}
      <Confirm
        isOpen={asked !== null}
        title={t("conversation.revisions.restoreTitle", { revision: asked ?? 0 })}
        text={t("conversation.revisions.restoreText")}
        confirm={t("conversation.revisions.restore", { revision: asked ?? 0 })}
        onConfirm={() => bringBack(asked ?? 0)}
        onClose={() => setAsked(null)}
      />
    </Dialog>
  );
}

function Revision({ revision }: { revision: number }) {
  const { id } = useRoom();
  const query = useRevision(id, revision);
  return (
    <Loaded query={query} rows={6}>
      {({ entries, speakers }) => (
        <ol className="revisions-entries" tabIndex={0} aria-label={t("conversation.revisions.oneTitle", { revision })}>
          {entries.map((entry) => (
            <li key={entry.id} className={`speaker-${colourOf(entry.speaker_index)}`}>
              <span className="revisions-time">{clock(entry.start_seconds)}</span>
              <p><strong className="entry-speaker">{speakers[entry.speaker_index]?.name}</strong> {entry.text}</p>
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  );
}
