/** Who speaks when: a lane for each voice, on the time axis of the waveform. */
import { useEffect, useMemo, useRef } from "react";

import { useIsDark } from "../../../app/theme";
import type { Store } from "../store";
import { colourOf, type Transcript } from "../types";
import { type Axis, firstWith, latestEnds, placeOn } from "./axis";

/** More voices than this share the lanes. */
const MOST_LANES = 6;

export function Lanes({ transcript, axis, height }: { transcript: Transcript; axis: Store<Axis>; height: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isDark = useIsDark();
  const { entries, speakers } = transcript;
  const lanes = Math.min(MOST_LANES, Math.max(1, speakers.length));
  const ends = useMemo(() => latestEnds(entries), [entries]);
  useEffect(() => {
    const element = canvas.current;
    const pen = element?.getContext("2d");
    if (!element || !pen) return undefined;
    const style = getComputedStyle(document.documentElement);
    const colours = speakers.map((_, index) => style.getPropertyValue(`--speaker-${colourOf(index)}`).trim());
    let width = 0;
    // Whenever the waveform scrolls, which while it plays is at each picture of the screen: only what is in view is looked at.
    const draw = () => {
      const shown = axis.get();
      pen.clearRect(0, 0, width, lanes * height);
      for (let at = firstWith(ends, shown.from); at < entries.length; at += 1) {
        const entry = entries[at];
        if (!entry || entry.start_seconds > shown.to) break;
        const [left, right] = [placeOn(shown, entry.start_seconds) * width, placeOn(shown, entry.end_seconds) * width];
        if (right < 0) continue;
        pen.fillStyle = colours[entry.speaker_index] ?? "gray";
        pen.fillRect(left, (entry.speaker_index % lanes) * height + 1, Math.max(1, right - left), height - 2);
      }
    };
    const fit = () => {
      const ratio = window.devicePixelRatio || 1;
      width = element.clientWidth;
      element.width = Math.round(width * ratio);
      element.height = Math.round(lanes * height * ratio);
      pen.scale(ratio, ratio);
      draw();
    };
    fit();
    const resize = new ResizeObserver(() => element.clientWidth !== width && fit());
    resize.observe(element);
    const end = axis.subscribe(draw);
    return () => {
      resize.disconnect();
      end();
    };
  }, [entries, ends, speakers, axis, lanes, height, isDark]);
  return <canvas ref={canvas} className="lanes" style={{ height: lanes * height }} aria-hidden="true" />;
}
