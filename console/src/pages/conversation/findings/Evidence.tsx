/**
 * Why something is said: places in the transcript. Under the pointer or the focus they are marked in the transcript and in
 * the waveform; a press goes there.
 */
import type { ReactNode } from "react";

import { t } from "../../../texts";
import { clock } from "../../../ui/format";
import { useRoom } from "../room";
import { isQuoted } from "../transcript/pieces";
import type { Entry, Place } from "../types";

/** Marks all places of what stands in it. */
export function Marking({ places, className, children }: { places: Place[]; className?: string; children: ReactNode }) {
  const { desk } = useRoom();
  const mark = () => desk.mark(places);
  return (
    <div className={className} onMouseEnter={mark} onMouseLeave={desk.unmark} onFocus={mark} onBlur={desk.unmark}>
      {children}
    </div>
  );
}

/** `beside` is what stands next to it: words that stand there need not be read twice. */
export function EvidenceList({ places, beside = "" }: { places: Place[]; beside?: string }) {
  if (places.length === 0) return null;
  return (
    <ul className="evidence" aria-label={t("conversation.findings.evidence")}>
      {places.map((place, index) => <li key={index}><Evidence place={place} all={places} isSaid={beside.includes(place.quote)} /></li>)}
    </ul>
  );
}

function Evidence({ place, all, isSaid }: { place: Place; all: Place[]; isSaid: boolean }) {
  const { desk, full } = useRoom();
  const position = desk.positionOf(place.entry_id);
  const entry: Entry | undefined = position === undefined ? undefined : full.transcript?.entries[position];
  const name = entry && full.transcript?.speakers[entry.speaker_index]?.name;
  const isOld = entry !== undefined && !isQuoted(entry, place);
  return (
    <button
      type="button"
      className="evidence-place"
      onMouseEnter={() => desk.mark([place])}
      // Back to all of what it belongs to.
      onMouseLeave={() => desk.mark(all)}
      onFocus={(event) => {
        event.stopPropagation();
        desk.mark([place]);
      }}
      onClick={() => desk.jump(place)}
    >
      <span className="evidence-time">{clock(place.start_seconds)}{name && `, ${name}`}</span>
      <q className={isSaid ? "visually-hidden" : undefined}>{place.quote}</q>
      {isOld && <span className="evidence-old">{t("conversation.findings.correctedSince")}</span>}
    </button>
  );
}

/** What a machine said, where a person says something else. */
export function Machine({ children }: { children: ReactNode }) {
  return (
    <details className="machine">
      <summary>{t("conversation.findings.machine")}</summary>
      <div>{children}</div>
    </details>
  );
}
