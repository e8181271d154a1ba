/** Who speaks when: a lane for each voice, on the time axis of the waveform. */
import { useEffect, useRef } from "react";

import { useIsDark } from "../../../app/theme";
import { useStore, type Store } from "../store";
import { colourOf, type Transcript } from "../types";
import { type Axis, placeOn } from "./axis";

/** More voices than this share the lanes. */
const MOST_LANES = 6;

export function Lanes({ transcript, axis, height }: { transcript: Transcript; axis: Store<Axis>; height: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const shown = useStore(axis);
  const isDark = useIsDark();
  const { entries, speakers } = transcript;
  const lanes = Math.min(MOST_LANES, Math.max(1, speakers.length));
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const draw = () => {
      const ratio = window.devicePixelRatio || 1;
      const width = element.clientWidth;
      element.width = Math.round(width * ratio);
      element.height = Math.round(lanes * height * ratio);
      const pen = element.getContext("2d");
      if (!pen) return;
      pen.scale(ratio, ratio);
      const style = getComputedStyle(document.documentElement);
      const colours = speakers.map((_, index) => style.getPropertyValue(`--speaker-${colourOf(index)}`).trim());
      for (const entry of entries) {
        const [left, right] = [placeOn(shown, entry.start_seconds) * width, placeOn(shown, entry.end_seconds) * width];
        if (right < 0 || left > width) continue;
        pen.fillStyle = colours[entry.speaker_index] ?? "gray";
        pen.fillRect(left, (entry.speaker_index % lanes) * height + 1, Math.max(1, right - left), height - 2);
      }
    };
    draw();
    const resize = new ResizeObserver(draw);
    resize.observe(element);
    return () => resize.disconnect();
  }, [entries, speakers, shown, lanes, height, isDark]);
  return <canvas ref={canvas} className="lanes" style={{ height: lanes * height }} aria-hidden="true" />;
}
