/** The transcript with what can be done to all of it; where there is none it says why. */
import { useCallback, useMemo, useState } from "react";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { dateTime } from "../../../ui/format";
import { Menu, MenuItem } from "../../../ui/Menu";
import { StageLine } from "../findings/StageLine";
import { usePeople } from "../people";
import { useRoom } from "../room";
import { useStore } from "../store";
import type { Comment, Transcript } from "../types";
import { EntryList } from "./EntryList";
import type { RowActions } from "./EntryRow";
import { Find } from "./Find";
import { RevisionsDialog } from "./RevisionsDialog";
import { SelectionBar } from "./SelectionBar";
import { SpeakersDialog } from "./SpeakersDialog";
import { WhoDialog } from "./WhoDialog";
import "./transcript.css";

type Asked = { what: "speakers" | "revisions" } | { what: "who"; entryIds: number[] };

interface Props {
  comments: Comment[];
  /** Goes to the comments: to those of an entry, or to write one. Missing where none are written. */
  onComment?: (position: number) => void;
  /** Goes to the action items, to write one that rests on these entries. */
  onItem?: (entryIds: number[]) => void;
}

export function TranscriptPane({ comments, onComment, onItem }: Props) {
  const { full } = useRoom();
  return (
    <section className="transcript" aria-labelledby="transcript-title">
      {full.transcript && full.transcript.entries.length > 0
        ? <Written transcript={full.transcript} comments={comments} onComment={onComment} onItem={onItem} />
        : <Missing />}
    </section>
  );
}

function Written({ transcript, comments, onComment, onItem }: Props & { transcript: Transcript }) {
  const { desk, player, mayEdit } = useRoom();
  const mayComment = useAccount().may("transcript_comments:write") && onComment !== undefined;
  const [asked, setAsked] = useState<Asked | null>(null);
  const [query, setQuery] = useState("");
  const isFollowing = useStore(desk.isFollowing);
  const { revision } = transcript;
  const actions = useMemo<RowActions>(
    () => ({
      edit: (position) => desk.edit(position, revision),
      reassign: (entryIds) => setAsked({ what: "who", entryIds }),
      comment: (position) => onComment?.(position),
    }),
    [desk, revision, onComment],
  );
  const counts = useMemo(() => countsOf(comments), [comments]);
  const close = useCallback(() => setAsked(null), []);
  const goOn = () => {
    desk.isFollowing.set(true);
    if (player) desk.reveal(Math.max(0, desk.positionAt(player.seconds())));
  };
  return (
    <>
      <header className="transcript-head">
        <h2 id="transcript-title">{t("conversation.transcript.title")}</h2>
        <Facts transcript={transcript} />
        <div className="transcript-actions">
          {player && !isFollowing && <Button look="primary" icon="down" onClick={goOn}>{t("conversation.transcript.follow")}</Button>}
          <Menu trigger={<Button icon="more" aria-label={t("conversation.transcript.more")} />}>
            {mayEdit && <MenuItem icon="people" onSelect={() => setAsked({ what: "speakers" })}>{t("conversation.speakers.open")}</MenuItem>}
            <MenuItem icon="clock" onSelect={() => setAsked({ what: "revisions" })}>{t("conversation.revisions.open")}</MenuItem>
          </Menu>
        </div>
        <Find transcript={transcript} query={query} onQuery={setQuery} />
      </header>
      <SelectionBar onReassign={(entryIds) => setAsked({ what: "who", entryIds })} onItem={onItem} />
      <EntryList transcript={transcript} actions={actions} comments={counts} query={query} mayComment={mayComment} />
      {asked?.what === "speakers" && <SpeakersDialog transcript={transcript} onClose={close} />}
      {asked?.what === "revisions" && <RevisionsDialog newest={revision} onClose={close} />}
      {asked?.what === "who" && <WhoDialog transcript={transcript} entryIds={asked.entryIds} onClose={close} />}
    </>
  );
}

/** Who wrote it down, and whether people corrected it. */
function Facts({ transcript }: { transcript: Transcript }) {
  const nameOf = usePeople();
  const { source, engine, is_edited: isEdited } = transcript;
  const hasUnsure = useMemo(() => transcript.entries.some((entry) => entry.words.some((word) => (word.probability ?? 1) < 0.5)), [transcript]);
  return (
    <p className="transcript-facts">
      <span>{t(`conversation.transcript.source.${source}`)}{engine && ` (${engine})`}</span>
      {isEdited && (
        <Badge tone="accent" title={dateTime(transcript.edited_at)}>{t("conversation.editedBy", { name: nameOf(transcript.edited_by) })}</Badge>
      )}
      {hasUnsure && <span className="transcript-legend"><span className="entry-unsure">{t("conversation.transcript.legend")}</span></span>}
    </p>
  );
}

function Missing() {
  const { full } = useRoom();
  const stage = full.stages.find((one) => one.name === "transcript");
  const mayRead = useAccount().may("transcript_timelines:read");
  const isComing = stage?.status === "pending" || stage?.status === "running";
  const isSilent = full.transcript != null;
  const said = !mayRead ? "notAllowed" : isSilent ? "silent" : isComing ? "coming" : "none";
  return (
    <div className="transcript-missing">
      <h2 id="transcript-title">{t("conversation.transcript.title")}</h2>
      <p>{t(`conversation.transcript.${said}`)}</p>
      {mayRead && <StageLine name="transcript" />}
      {mayRead && <StageLine name="recording" />}
    </div>
  );
}

function countsOf(comments: Comment[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { anchor, status } of comments) {
    if (anchor.entry_id != null && status === "open") counts.set(anchor.entry_id, (counts.get(anchor.entry_id) ?? 0) + 1);
  }
  return counts;
}
