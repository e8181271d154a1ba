/** The part of the time that is shown: by the waveform, and by everything that stands below or over it. */
import { useMemo } from "react";

import { Store } from "../store";

export interface Axis {
  from: number;
  to: number;
}

/** A second as a part of the width, which may lie outside of it. */
export function placeOn({ from, to }: Axis, seconds: number): number {
  return to > from ? (seconds - from) / (to - from) : 0;
}

/** The same in per cent, as styles have it. */
export function percentOn(axis: Axis, seconds: number): string {
  return `${(placeOn(axis, seconds) * 100).toFixed(3)}%`;
}

export function useAxis(duration: number): Store<Axis> {
  return useMemo(() => new Store<Axis>({ from: 0, to: Math.max(duration, 1) }), [duration]);
}
