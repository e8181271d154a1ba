/**
 * The words of an entry: each can be clicked to hear it, the one that is heard is marked, and so is what a finding quotes or
 * what is looked for.
 */
import { Fragment, memo, type MouseEvent, type ReactNode, useMemo } from "react";

import { t } from "../../../texts";
import type { Desk } from "../Desk";
import { useMoment } from "../room";
import type { Player } from "../player/Player";
import type { Entry } from "../types";
import { type Piece, piecesOf, type Range, wordAt } from "./pieces";

interface Props {
  entry: Entry;
  desk: Desk;
  player: Player | null;
  isHeard: boolean;
  marks: Range[];
  found: Range[];
}

export const EntryText = memo(function EntryText({ entry, desk, player, isHeard, marks, found }: Props) {
  const pieces = useMemo(() => piecesOf(entry), [entry]);
  const unsure = pieces.filter((piece) => piece.isUnsure).length;
  const hear = (event: MouseEvent) => {
    // Whoever marks words with the mouse wants to copy them.
    if (!player || !window.getSelection()?.isCollapsed) return;
    const word = (event.target as HTMLElement).dataset.word;
    if (word !== undefined) desk.hear(pieces[Number(word)]?.seconds ?? entry.start_seconds);
  };
  return (
    <p className={`entry-text ${player ? "entry-audible" : ""}`} onClick={hear}>
      {isHeard && player
        ? <Heard pieces={pieces} player={player} text={entry.text} marks={marks} found={found} />
        : <Words pieces={pieces} text={entry.text} marks={marks} found={found} heard={-1} />}
      {unsure > 0 && <span className="visually-hidden"> {t("conversation.transcript.unsureWords", { count: unsure })}</span>}
    </p>
  );
});

type WordsProps = { pieces: Piece[]; text: string; marks: Range[]; found: Range[]; heard: number };

/** Only what is heard looks at the recording's time. */
function Heard({ player, ...rest }: Omit<WordsProps, "heard"> & { player: Player }) {
  const heard = useMoment(player, (seconds) => wordAt(rest.pieces, seconds));
  return <Words {...rest} heard={heard} />;
}

function Words({ pieces, text, marks, found, heard }: WordsProps): ReactNode {
  let end = 0;
  const drawn = pieces.map((piece, index) => {
    const between = text.slice(end, piece.from);
    end = piece.to;
    const isMarked = overlaps(marks, piece);
    const isFound = overlaps(found, piece);
    const names = [isMarked && "entry-mark", isFound && "entry-found", piece.isUnsure && "entry-unsure", index === heard && "entry-word"].filter(Boolean);
    return (
      <Fragment key={piece.from}>
        {between}
        <span data-word={index} className={names.length > 0 ? names.join(" ") : undefined}>{piece.text}</span>
      </Fragment>
    );
  });
  return <>{drawn}{text.slice(end)}</>;
}

function overlaps(ranges: Range[], piece: Piece): boolean {
  return ranges.some((range) => range.from < piece.to && piece.from < range.to);
}
