/** The part of the time that is shown: by the waveform, and by everything that stands below or over it. */
import { type RefObject, useEffect, useLayoutEffect, useMemo, useState } from "react";

import { Store } from "../store";

export interface Axis {
  from: number;
  to: number;
}

/** A second as a part of the width, which may lie outside of it. */
export function placeOn({ from, to }: Axis, seconds: number): number {
  return to > from ? (seconds - from) / (to - from) : 0;
}

/**
 * The same as styles have it, below an element that has the axis (`useAxisStyle`): so that nothing has to be drawn anew where
 * the waveform scrolls, which it does at each picture of the screen while it plays.
 */
export function percentAt(seconds: number): string {
  return `((${seconds.toFixed(3)} - var(--axis-from)) / var(--axis-span) * 100%)`;
}

/** Hands the axis to the styles of an element and of all below it. */
export function useAxisStyle(element: RefObject<HTMLElement | null>, axis: Store<Axis>): void {
  useLayoutEffect(() => {
    const apply = () => {
      const { from, to } = axis.get();
      element.current?.style.setProperty("--axis-from", from.toFixed(4));
      element.current?.style.setProperty("--axis-span", Math.max(to - from, 0.001).toFixed(4));
    };
    apply();
    return axis.subscribe(apply);
  }, [element, axis]);
}

/** After so long the axis rests. */
const REST_MS = 200;

/** The axis as it is when it rests: for what need not move with each picture of the screen. */
export function useRestingAxis(axis: Store<Axis>): Axis {
  const [resting, setResting] = useState(axis.get);
  useEffect(() => {
    setResting(axis.get());
    let timer = 0;
    const look = () => {
      timer ||= window.setTimeout(() => {
        timer = 0;
        setResting(axis.get());
      }, REST_MS);
    };
    const end = axis.subscribe(look);
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [axis]);
  return resting;
}

export function useAxis(duration: number): Store<Axis> {
  return useMemo(() => new Store<Axis>({ from: 0, to: Math.max(duration, 1) }), [duration]);
}

/** Up to each entry, the latest end: entries are in the order in which they begin, and long ones reach over others. */
export function latestEnds(entries: readonly { end_seconds: number }[]): number[] {
  let latest = 0;
  return entries.map((entry) => (latest = Math.max(latest, entry.end_seconds)));
}

/** The first entry up to which something goes on at `seconds` or later. */
export function firstWith(ends: readonly number[], seconds: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}
