/** Who said what. Where there is a recording, each time plays from there, and what is heard is marked. */
import { memo } from "react";

import { t } from "../../texts";
import { clock } from "../../ui/format";
import type { Transcript } from "./queries";

type Entry = Transcript["entries"][number];

interface Props {
  transcript: Transcript;
  /** Where the recording is; null before it plays. */
  seconds: number | null;
  onHear: ((from: number) => void) | undefined;
}

const SPEAKER_COLOURS = 6;

export function SharedTranscript({ transcript, seconds, onHear }: Props) {
  const { entries, speakers } = transcript;
  const heard = seconds === null ? undefined : entries.findLast((entry) => entry.start_seconds <= seconds);
  return (
    <ol className="shared-entries" lang={transcript.language ?? undefined}>
      {entries.map((entry, index) => (
        <Line
          key={entry.id}
          entry={entry}
          name={speakers[entry.speaker_index]?.name ?? t("common.unknown")}
          isSameSpeaker={entries[index - 1]?.speaker_index === entry.speaker_index}
          isHeard={entry === heard}
          onHear={onHear}
        />
      ))}
    </ol>
  );
}

interface LineProps {
  entry: Entry;
  name: string;
  isSameSpeaker: boolean;
  isHeard: boolean;
  onHear: Props["onHear"];
}

const Line = memo(function Line({ entry, name, isSameSpeaker, isHeard, onHear }: LineProps) {
  const time = clock(entry.start_seconds);
  return (
    <li aria-current={isHeard ? "true" : undefined}>
      {onHear
        ? <button type="button" className="shared-time" aria-label={t("conversations.shared.hear", { time })} onClick={() => onHear(entry.start_seconds)}>{time}</button>
        : <span className="shared-time">{time}</span>}
      <div>
        <strong className={`shared-speaker shared-speaker-${entry.speaker_index % SPEAKER_COLOURS} ${isSameSpeaker ? "visually-hidden" : ""}`}>{name}</strong>
        <p className="shared-text">{entry.text}</p>
      </div>
    </li>
  );
},
// A new function for the same purpose is no reason to draw thousands of lines.
(one, other) => one.entry === other.entry && one.name === other.name && one.isSameSpeaker === other.isSameSpeaker && one.isHeard === other.isHeard && Boolean(one.onHear) === Boolean(other.onHear));
