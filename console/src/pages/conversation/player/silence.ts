/** Where nothing is said: by the peaks of the recording, or by the pauses between the entries where there are no peaks. */
import type { Entry, Peaks } from "../types";

export interface Gap {
  start: number;
  end: number;
}

/** Shorter pauses belong to speech. */
const LEAST_SECONDS = 1.5;
/** What is quieter than this part of the loudest is silence... */
const QUIET_SHARE = 0.04;
/** ...and so is what is quieter than this anyway. */
const QUIET_PEAK = 4;

export function gapsOfPeaks({ bucket_seconds: size, channels }: Peaks): Gap[] {
  const count = Math.max(...channels.map((channel) => channel.length));
  const peak = (bucket: number) => channels.reduce((most, channel) => Math.max(most, channel[bucket] ?? 0), 0);
  let loudest = 0;
  for (let bucket = 0; bucket < count; bucket += 1) loudest = Math.max(loudest, peak(bucket));
  const limit = Math.max(QUIET_PEAK, loudest * QUIET_SHARE);
  const gaps: Gap[] = [];
  let start = -1;
  for (let bucket = 0; bucket <= count; bucket += 1) {
    const isQuiet = bucket < count && peak(bucket) < limit;
    if (isQuiet && start < 0) start = bucket;
    if (!isQuiet && start >= 0) {
      if ((bucket - start) * size >= LEAST_SECONDS) gaps.push({ start: start * size, end: bucket * size });
      start = -1;
    }
  }
  return gaps;
}

export function gapsOfEntries(entries: Entry[]): Gap[] {
  const gaps: Gap[] = [];
  let end = 0;
  for (const entry of entries) {
    if (entry.start_seconds - end >= LEAST_SECONDS) gaps.push({ start: end, end: entry.start_seconds });
    end = Math.max(end, entry.end_seconds);
  }
  return gaps;
}

/** The gap in which a second lies. */
export function gapAt(gaps: Gap[], seconds: number): Gap | undefined {
  let [low, high] = [0, gaps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((gaps[middle]?.end ?? 0) <= seconds) low = middle + 1;
    else high = middle;
  }
  const gap = gaps[low];
  return gap && gap.start <= seconds ? gap : undefined;
}
