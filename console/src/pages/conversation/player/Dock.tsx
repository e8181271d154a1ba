/** The bottom of the page: the recording as it sounds over time, and what plays it. Without a recording, who wrote when. */
import { type PointerEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";

import { t } from "../../../texts";
import { Button, IconButton } from "../../../ui/Button";
import { Select } from "../../../ui/Field";
import { useRoom } from "../room";
import type { Store } from "../store";
import { type Comment, type Full, type Peaks, peaksOf, type Recording } from "../types";
import { type Axis, useAxis } from "./axis";
import { Controls, Position } from "./Controls";
import { Lanes } from "./Lanes";
import { Overlay, Playhead } from "./Overlay";
import type { Player } from "./Player";
import { Picture } from "./Picture";
import { gapsOfEntries, gapsOfPeaks } from "./silence";
import { Timeline } from "./Timeline";
import { useWaveform } from "./useWaveform";
import { voicesOf } from "./voices";
import "./dock.css";

interface Props {
  recording: Recording | undefined;
  onRecording(id: string): void;
  comments: Comment[];
}

const ZOOMS = [1, 2, 4, 8, 16, 32, 64];
/** One channel may be higher than each of several. */
const HEIGHT = { one: 56, several: 34 };
const LANE = { besideWave: 6, alone: 12 };

export function Dock({ recording, onRecording, comments }: Props) {
  const { full, desk, player } = useRoom();
  const peaks = useMemo(() => peaksOf(recording), [recording]);
  const duration = durationOf(recording, peaks, full);
  const axis = useAxis(duration);
  const [zoom, setZoom] = useState(1);
  const hasTimeline = full.tool_invocations.length > 0 || full.trace_ids.length > 0;
  const [isTimelineOpen, setTimelineOpen] = useState(() => hasTimeline && window.innerWidth > 900);
  const entries = full.transcript?.entries;
  useEffect(() => player?.setGaps(peaks ? gapsOfPeaks(peaks) : gapsOfEntries(entries ?? [])), [player, peaks, entries]);
  const goTo = useCallback((seconds: number) => (player ? player.seek(seconds) : desk.goTo(seconds)), [player, desk]);
  const step = (by: 1 | -1) => setZoom((now) => ZOOMS[ZOOMS.indexOf(now) + by] ?? now);
  const lane = peaks ? LANE.besideWave : LANE.alone;
  if (!player && !full.transcript && !hasTimeline) return null;
  return (
    <section className="dock" aria-label={t(player ? "conversation.player.title" : "conversation.player.timeTitle")}>
      {player && <Picture player={player} />}
      <div className="dock-time">
        {hasTimeline && isTimelineOpen && <Timeline axis={axis} />}
        <TimeBox axis={axis} onGo={goTo}>
          {player && peaks && <Wave player={player} peaks={peaks} transcript={full.transcript} zoom={zoom} axis={axis} />}
          {full.transcript && <Lanes transcript={full.transcript} axis={axis} height={lane} />}
          <Overlay desk={desk} axis={axis} comments={comments} />
        </TimeBox>
        {player && <Playhead player={player} axis={axis} />}
      </div>
      {player && <Position player={player} />}
      <div className="dock-controls">
        {player ? <Controls player={player} /> : <p className="field-hint">{t("conversation.player.none")}</p>}
        {player && !peaks && <p className="field-hint">{t("conversation.player.noPeaks")}</p>}
        <span className="dock-rest">
          {full.recordings.length > 1 && (
            <Select aria-label={t("conversation.player.which")} value={recording?.id} onChange={(event) => onRecording(event.target.value)}>
              {full.recordings.map((one, index) => <option key={one.id} value={one.id}>{t("conversation.player.recordingNumber", { number: index + 1 })}</option>)}
            </Select>
          )}
          {hasTimeline && (
            <Button aria-expanded={isTimelineOpen} icon="spark" onClick={() => setTimelineOpen(!isTimelineOpen)}>
              {t("conversation.timeline.toggle", { count: full.tool_invocations.length + full.trace_ids.length })}
            </Button>
          )}
          {player && peaks && (
            <>
              <IconButton label={t("conversation.player.zoomOut")} icon="minus" disabled={zoom === 1} onClick={() => step(-1)} />
              <IconButton label={t("conversation.player.zoomIn")} icon="plus" disabled={zoom === ZOOMS.at(-1)} onClick={() => step(1)} />
            </>
          )}
        </span>
      </div>
    </section>
  );
}

function durationOf(recording: Recording | undefined, peaks: Peaks | null, full: Full): number {
  // The waveform's own length first: the rest has to fit what is drawn.
  if (peaks) return peaks.bucket_seconds * Math.max(...peaks.channels.map((channel) => channel.length));
  if (recording?.duration_seconds) return recording.duration_seconds;
  const said = Math.max(full.duration_seconds ?? 0, full.transcript?.entries.at(-1)?.end_seconds ?? 0);
  return full.tool_invocations.reduce((end, tool) => Math.max(end, tool.started_at_seconds + (tool.duration_ms ?? 0) / 1_000), said);
}

function Wave({ player, peaks, transcript, zoom, axis }: { player: Player; peaks: Peaks; transcript: Full["transcript"]; zoom: number; axis: Store<Axis> }) {
  const box = useRef<HTMLDivElement>(null);
  const height = peaks.channels.length === 1 ? HEIGHT.one : HEIGHT.several;
  const voices = useMemo(() => voicesOf(peaks, transcript), [peaks, transcript]);
  useWaveform({ box, player, peaks, voices, height, zoom, axis });
  const names = voices.map((voice, channel) => (voice === null ? undefined : transcript?.speakers[voice]?.name) ?? t("conversation.player.channel", { number: channel + 1 }));
  return (
    <>
      <div ref={box} className="wave" style={{ minHeight: height * peaks.channels.length }} aria-hidden="true" />
      {peaks.channels.length > 1 && names.map((name, channel) => (
        <span key={channel} className="wave-name" aria-hidden="true" style={{ top: channel * height }}>{name}</span>
      ))}
    </>
  );
}

/** A press goes to its second, and so does a drag. */
function TimeBox({ axis, onGo, children }: { axis: Store<Axis>; onGo(seconds: number): void; children: ReactNode }) {
  const go = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const { from, to } = axis.get();
    onGo(from + Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * (to - from));
  };
  return (
    <div
      className="timebox"
      onPointerDown={(event) => {
        const [inner] = event.nativeEvent.composedPath();
        // The scroll bar of the waveform lies on what scrolls, everything else within it.
        if (event.button !== 0 || (inner instanceof Element && inner.classList.contains("scroll"))) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && go(event)}
    >
      {children}
    </div>
  );
}
