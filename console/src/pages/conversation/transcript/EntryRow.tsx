/** One entry of the transcript: who, when, what, and what can be done with it. */
import { memo, useMemo } from "react";

import { t } from "../../../texts";
import { IconButton } from "../../../ui/Button";
import { clock } from "../../../ui/format";
import type { Desk } from "../Desk";
import type { Player } from "../player/Player";
import { colourOf, type Entry } from "../types";
import { EntryEditor } from "./EntryEditor";
import { EntryText } from "./EntryText";
import { findIn, type Range } from "./pieces";

export interface RowActions {
  edit(position: number): void;
  reassign(entryIds: number[]): void;
  comment(position: number): void;
}

interface Props {
  entry: Entry;
  position: number;
  name: string;
  desk: Desk;
  player: Player | null;
  actions: RowActions;
  marks: Range[];
  query: string;
  comments: number;
  isSameSpeaker: boolean;
  isHeard: boolean;
  /** It has the tools, and is where the keyboard is. */
  isAtHand: boolean;
  isPointedAt: boolean;
  isSelecting: boolean;
  isSelected: boolean;
  isEditing: boolean;
  mayEdit: boolean;
  mayComment: boolean;
}

export const EntryRow = memo(function EntryRow(props: Props) {
  const { entry, position, desk, player, isAtHand, isHeard } = props;
  const found = useMemo(() => findIn(entry.text, props.query), [entry.text, props.query]);
  const time = clock(entry.start_seconds);
  const colour = `speaker-${colourOf(entry.speaker_index)}`;
  const states = [isHeard && "entry-heard", isAtHand && "entry-at-hand", props.isSelected && "entry-selected", props.marks.length > 0 && "entry-marked"];
  const hasTools = isAtHand || props.isPointedAt;
  const onEditEnd = () => desk.reveal(position, true);
  return (
    <div
      className={["entry", colour, ...states].filter(Boolean).join(" ")}
      aria-current={isHeard ? "true" : undefined}
      onFocus={() => desk.cursor.set(position)}
    >
      <button
        type="button"
        className="entry-time"
        tabIndex={isAtHand ? 0 : -1}
        aria-label={t(player ? "conversation.transcript.hear" : "conversation.transcript.entryAt", { time, name: props.name })}
        onClick={() => (player ? desk.hear(entry.start_seconds) : desk.reveal(position))}
      >
        {time}
      </button>
      <div className="entry-body">
        <div className="entry-head">
          <strong className={props.isSameSpeaker ? "visually-hidden" : "entry-speaker"}>{props.name}</strong>
          {props.comments > 0 && (
            <button type="button" className="entry-comments" tabIndex={isAtHand ? 0 : -1} onClick={() => props.actions.comment(position)}>
              {t("conversation.comments.count", { count: props.comments })}
            </button>
          )}
        </div>
        {props.isEditing
          ? <EntryEditor entry={entry} onEnd={onEditEnd} />
          : <EntryText entry={entry} desk={desk} player={player} isHeard={isHeard} marks={props.marks} found={found} />}
      </div>
      {(hasTools || props.isSelecting) && !props.isEditing && <Tools {...props} isWhole={hasTools} />}
    </div>
  );
});

function Tools(props: Props & { isWhole: boolean }) {
  const { entry, position, desk, actions, isAtHand } = props;
  const tab = isAtHand ? 0 : -1;
  const time = clock(entry.start_seconds);
  return (
    <div className={`entry-tools ${props.isSameSpeaker ? "entry-tools-high" : ""}`}>
      {props.isWhole && props.mayComment && (
        <IconButton label={t("conversation.transcript.commentOn", { time })} icon="comment" tabIndex={tab} onClick={() => actions.comment(position)} />
      )}
      {props.isWhole && props.mayEdit && (
        <>
          <IconButton label={t("conversation.transcript.reassign", { time })} icon="people" tabIndex={tab} onClick={() => actions.reassign([entry.id])} />
          <IconButton label={t("conversation.transcript.edit", { time })} icon="edit" tabIndex={tab} onClick={() => actions.edit(position)} />
        </>
      )}
      {props.mayEdit && (
        <input
          type="checkbox"
          className="entry-select"
          tabIndex={tab}
          aria-label={t("conversation.transcript.select", { time })}
          checked={props.isSelected}
          onChange={(event) => desk.select(position, (event.nativeEvent as MouseEvent).shiftKey)}
        />
      )}
    </div>
  );
}
