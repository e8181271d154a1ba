/** The entries, of which only those in view are drawn: transcripts have thousands. */
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { TextArea } from "../../../ui/Field";
import { useRoom } from "../room";
import { useStore } from "../store";
import type { Place, Transcript } from "../types";
import { EntryRow, type RowActions } from "./EntryRow";
import { type Range, rangeOf } from "./pieces";
import { useAim, useFollow } from "./useFollow";

interface Props {
  transcript: Transcript;
  actions: RowActions;
  /** Comments by the entry's id. */
  comments: ReadonlyMap<number, number>;
  query: string;
  mayComment: boolean;
}

const NONE: Range[] = [];
/** How much room a character, a line and the rest of an entry take, until it is measured. */
const GUESS = { character: 7.2, line: 24, head: 22, rest: 14, beside: 110 };

export function EntryList({ transcript, actions, comments, query, mayComment }: Props) {
  const { desk, player, mayEdit } = useRoom();
  const { entries, speakers } = transcript;
  const scroll = useRef<HTMLDivElement>(null);
  const [pointedAt, setPointedAt] = useState(-1);
  const cursor = useStore(desk.cursor);
  const editedId = useStore(desk.draft, (draft) => draft?.entryId);
  const isOrphaned = editedId !== undefined && desk.positionOf(editedId) === undefined;
  const selected = useStore(desk.selected);
  const marks = useMarks(transcript);
  const edited = editedId === undefined ? undefined : desk.positionOf(editedId);
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: entries.length,
    getScrollElement: () => scroll.current,
    estimateSize: (position) => {
      const width = Math.max(160, (scroll.current?.clientWidth ?? 700) - GUESS.beside);
      const lines = Math.ceil(((entries[position]?.text.length ?? 0) * GUESS.character) / width);
      return GUESS.rest + lines * GUESS.line + (isSameSpeaker(transcript, position) ? 0 : GUESS.head);
    },
    getItemKey: useCallback((position: number) => entries[position]?.id ?? position, [entries]),
    // What is being written stays, wherever the person scrolls.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return edited === undefined || shown.includes(edited) ? shown : [...shown, edited].sort((one, other) => one - other);
    },
    overscan: 6,
    useFlushSync: false,
  });
  const heard = useFollow({ scroll, virtualizer, desk, player });
  useAim({ scroll, virtualizer, desk, player });
  const point = (event: PointerEvent) => {
    if (event.pointerType !== "mouse") return;
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-index]");
    setPointedAt(row ? Number(row.dataset.index) : -1);
  };
  return (
    <>
      {isOrphaned && <Orphan />}
      <div ref={scroll} className="entries" tabIndex={0} aria-label={t("conversation.transcript.title")} role="group" onPointerOver={point} onPointerLeave={() => setPointedAt(-1)}>
        <div role="list" className="entries-all" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const entry = entries[index];
            if (!entry) return null;
            return (
              <div
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                role="listitem"
                aria-posinset={index + 1}
                aria-setsize={entries.length}
                className="entries-row"
                style={{ transform: `translateY(${start}px)` }}
              >
                <EntryRow
                  entry={entry}
                  position={index}
                  name={speakers[entry.speaker_index]?.name ?? t("common.unknown")}
                  desk={desk}
                  player={player}
                  actions={actions}
                  marks={marks.get(entry.id) ?? NONE}
                  query={query}
                  comments={comments.get(entry.id) ?? 0}
                  isSameSpeaker={isSameSpeaker(transcript, index)}
                  isHeard={index === heard}
                  isAtHand={index === cursor}
                  isPointedAt={index === pointedAt}
                  isSelecting={selected.size > 0}
                  isSelected={selected.has(entry.id)}
                  isEditing={index === edited}
                  mayEdit={mayEdit}
                  mayComment={mayComment}
                />
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}

/** A correction whose entry is not there any more: what was written can be taken along. */
function Orphan() {
  const { desk } = useRoom();
  const draft = useStore(desk.draft);
  const box = useRef<HTMLTextAreaElement>(null);
  const asks = draft?.asks ?? 0;
  // Another correction begins when this one is taken along or left.
  useEffect(() => {
    if (asks > 0) box.current?.focus();
  }, [asks]);
  if (!draft) return null;
  return (
    <div className="entry-orphan" role="alert">
      <p>{t("conversation.transcript.orphan")}</p>
      <TextArea ref={box} readOnly rows={3} aria-label={t("conversation.transcript.orphanText")} value={draft.text} />
      <Button onClick={() => desk.draft.set(null)}>{t("common.close")}</Button>
    </div>
  );
}

function isSameSpeaker({ entries }: Transcript, position: number): boolean {
  return entries[position - 1]?.speaker_index === entries[position]?.speaker_index;
}

/** What is marked of each entry: what the finding under the pointer quotes, or the place that was gone to last. */
function useMarks({ entries }: Transcript): ReadonlyMap<number, Range[]> {
  const { desk } = useRoom();
  const hovered = useStore(desk.hovered);
  const pinned = useStore(desk.pinned);
  return useMemo(() => {
    const marks = new Map<number, Range[]>();
    const places: Place[] = hovered.length > 0 ? hovered : pinned;
    for (const place of places) {
      const position = desk.positionOf(place.entry_id);
      const entry = position === undefined ? undefined : entries[position];
      if (entry) marks.set(entry.id, [...(marks.get(entry.id) ?? []), rangeOf(entry, place)]);
    }
    return marks;
  }, [hovered, pinned, entries, desk]);
}
