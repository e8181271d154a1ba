/**
 * Whose voice a channel of the recording carries: as the transcript says, else whoever is heard there and hardly anywhere
 * else. A channel that carries several voices belongs to nobody: it gets no name and no voice's colour.
 */
import type { Peaks, Transcript } from "../types";

/** A voice has a channel where it is so many times as loud there as each other voice is. */
const CLEARLY = 3;

/** For each channel the position of its speaker, or null. */
export function voicesOf({ bucket_seconds: size, channels }: Peaks, transcript: Transcript | null | undefined): (number | null)[] {
  const speakers = transcript?.speakers ?? [];
  if (speakers.some((speaker) => speaker.channel != null)) {
    return channels.map((_, channel) => found(speakers.findIndex((speaker) => speaker.channel === channel)));
  }
  if (!transcript || channels.length < 2 || speakers.length < 2) return channels.map(() => null);
  const heard = channels.map((channel) => {
    const loudness = speakers.map(() => ({ sum: 0, count: 0 }));
    for (const entry of transcript.entries) {
      const voice = loudness[entry.speaker_index];
      if (!voice) continue;
      const last = Math.min(channel.length, Math.floor(entry.end_seconds / size));
      for (let bucket = Math.ceil(entry.start_seconds / size); bucket < last; bucket += 1) {
        voice.sum += channel[bucket] ?? 0;
        voice.count += 1;
      }
    }
    return clearest(loudness.map(({ sum, count }) => (count > 0 ? sum / count : 0)));
  });
  return heard.map((voice, channel) => (heard.indexOf(voice) === channel && heard.lastIndexOf(voice) === channel ? voice : null));
}

function clearest(loudness: number[]): number | null {
  const [first = 0, next = 0] = [...loudness].sort((one, other) => other - one);
  return first > 0 && first >= next * CLEARLY ? loudness.indexOf(first) : null;
}

function found(index: number): number | null {
  return index < 0 ? null : index;
}
