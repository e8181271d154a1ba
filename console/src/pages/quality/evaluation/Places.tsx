/** The words that an answer rests on: to be heard where the conversation is there, and else to be read. */
import { useContext } from "react";

import { t } from "../../../texts";
import { clock } from "../../../ui/format";
import { EvidenceList } from "../../conversation/findings/Evidence";
import { RoomContext } from "../../conversation/room";
import type { Place } from "../shared/types";

export function Places({ places }: { places: Place[] }) {
  const room = useContext(RoomContext);
  if (room) return <EvidenceList places={places} />;
  if (places.length === 0) return null;
  return (
    <ul className="evidence" aria-label={t("conversation.findings.evidence")}>
      {places.map((place, index) => (
        <li key={index} className="criterion-quote"><span className="evidence-time">{clock(place.start_seconds)}</span><q>{place.quote}</q></li>
      ))}
    </ul>
  );
}

/** Marks the places in transcript and waveform while the pointer or the focus is on what rests on them. */
export function useMarking(places: Place[]) {
  const desk = useContext(RoomContext)?.desk;
  const mark = () => desk?.mark(places);
  const unmark = () => desk?.unmark();
  return { onMouseEnter: mark, onMouseLeave: unmark, onFocus: mark, onBlur: unmark };
}
