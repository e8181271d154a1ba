/**
 * Plays a recording of any length: the browser reads the parts that it needs, nothing is decoded as a whole. Links to
 * recordings end after some minutes. When the browser cannot read on, a new link is asked for, and the sound goes on at the
 * same second.
 */
import { Store } from "../store";
import { type Gap, gapAt } from "./silence";

export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

export interface Playback {
  isPlaying: boolean;
  /** It should play, and has to wait for data. */
  isWaiting: boolean;
  rate: number;
  skipsSilence: boolean;
  /** Seconds; 0 while nobody knows. */
  duration: number;
  /** A new link is on its way, or did not help. */
  trouble: "renewing" | "lost" | null;
}

/** A link that fails so soon after it was made is not what is wrong. */
const FRESH_MS = 5_000;
/** So much of a silence is left before and after it. */
const LEAD_SECONDS = 0.25;
/** Less is not worth a jump. */
const LEAST_JUMP_SECONDS = 0.5;
const KEPT = "colloquy.player";

export interface Source {
  /** Whether there is a picture, too. */
  isVideo: boolean;
  url: string;
  duration: number;
  /** Asks for a new link. */
  renew(): Promise<string>;
}

export class Player {
  readonly media: HTMLVideoElement | HTMLAudioElement;
  readonly playback: Store<Playback>;
  private readonly listeners = new Set<() => void>();
  private gaps: Gap[] = [];
  /** Where to begin as soon as the browser can go there. */
  private startAt: number | null = null;
  private isWanted = false;
  private renewedAt = Number.NEGATIVE_INFINITY;
  private frame = 0;
  private ends: AbortController | null = null;

  constructor(private readonly source: Source) {
    this.media = document.createElement(source.isVideo ? "video" : "audio");
    this.media.preload = "metadata";
    const { rate, skipsSilence } = kept();
    this.playback = new Store<Playback>({ isPlaying: false, isWaiting: false, rate, skipsSilence, duration: source.duration, trouble: null });
    // The waveform takes over an element that has a source, and would take away one that comes later.
    this.load(source.url);
  }

  /** Begins to listen to the browser; the answer ends it. */
  start = (): (() => void) => {
    const { media } = this;
    const ends = new AbortController();
    this.ends = ends;
    const on = (names: string[], run: () => void) => names.forEach((name) => media.addEventListener(name, run, { signal: ends.signal }));
    on(["loadedmetadata"], this.arrived);
    on(["play"], () => this.change({ isPlaying: true }));
    on(["pause", "ended"], this.stopped);
    on(["waiting"], () => this.change({ isWaiting: !media.paused }));
    on(["playing", "canplay", "seeked"], () => this.change({ isWaiting: false }));
    on(["play", "seeking", "seeked", "timeupdate", "ended"], this.tell);
    on(["play"], this.run);
    on(["error"], () => void this.recover());
    if (!media.src) this.load(this.source.url);
    return () => {
      ends.abort();
      this.ends = null;
      cancelAnimationFrame(this.frame);
      this.frame = 0;
      media.pause();
      media.removeAttribute("src");
      media.load();
    };
  };

  /** Calls `listener` while it plays, at each picture of the screen, and whenever it is somewhere else. */
  onMoment = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  seconds = (): number => this.startAt ?? this.media.currentTime;

  seek = (seconds: number): void => {
    const { duration } = this.playback.get();
    const wanted = Math.max(0, duration > 0 ? Math.min(seconds, duration) : seconds);
    if (this.media.readyState >= HTMLMediaElement.HAVE_METADATA) this.media.currentTime = wanted;
    else this.startAt = wanted;
    this.tell();
  };

  play = (): void => {
    this.isWanted = true;
    if (this.playback.get().trouble === "lost") void this.retry();
    else this.begin();
  };

  pause = (): void => {
    this.isWanted = false;
    this.media.pause();
  };

  toggle = (): void => (this.isWanted ? this.pause() : this.play());

  setRate = (rate: number): void => {
    this.media.playbackRate = rate;
    this.change({ rate });
    this.keep();
  };

  /** One step faster (1) or slower (-1). */
  stepRate = (step: 1 | -1): void => {
    const { rate } = this.playback.get();
    const next = step > 0 ? RATES.find((other) => other > rate) : RATES.findLast((other) => other < rate);
    if (next) this.setRate(next);
  };

  setSkipsSilence = (skipsSilence: boolean): void => {
    this.change({ skipsSilence });
    this.keep();
  };

  /** Where nothing is said. */
  setGaps = (gaps: Gap[]): void => {
    this.gaps = gaps;
  };

  /** Tries again what was given up. */
  retry = async (): Promise<void> => {
    this.renewedAt = Number.NEGATIVE_INFINITY;
    await this.recover();
  };

  private load(url: string): void {
    const { media } = this;
    media.src = url;
    // A new source would fall back to these.
    media.defaultPlaybackRate = this.playback.get().rate;
    media.playbackRate = this.playback.get().rate;
  }

  private readonly arrived = (): void => {
    const { media } = this;
    if (Number.isFinite(media.duration)) this.change({ duration: media.duration });
    this.change({ trouble: null });
    if (this.startAt !== null) media.currentTime = this.startAt;
    this.startAt = null;
    if (this.isWanted) this.begin();
    this.tell();
  };

  private begin(): void {
    this.media.play().catch((error: unknown) => {
      // Where nobody has touched the page yet. Other ends, such as by a pause right after, are told as events.
      if (error instanceof DOMException && error.name === "NotAllowedError") this.isWanted = false;
    });
  }

  private readonly stopped = (): void => {
    // By whatever key or window; but not by a source that is replaced.
    if (this.playback.get().trouble === null) this.isWanted = false;
    this.change({ isPlaying: false, isWaiting: false });
  };

  private async recover(): Promise<void> {
    if (!this.ends || this.playback.get().trouble === "renewing") return;
    const { signal } = this.ends;
    this.startAt = this.seconds();
    if (performance.now() - this.renewedAt < FRESH_MS) return this.change({ trouble: "lost", isPlaying: false, isWaiting: false });
    this.change({ trouble: "renewing" });
    try {
      const url = await this.source.renew();
      if (signal.aborted) return;
      this.renewedAt = performance.now();
      this.change({ trouble: null });
      this.load(url);
    } catch {
      if (!signal.aborted) this.change({ trouble: "lost", isPlaying: false, isWaiting: false });
    }
  }

  private readonly run = (): void => {
    cancelAnimationFrame(this.frame);
    this.tell();
    if (this.media.paused) return;
    this.skip();
    this.frame = requestAnimationFrame(this.run);
  };

  /** Jumps to the end of a silence. */
  private skip(): void {
    if (!this.playback.get().skipsSilence || this.media.seeking) return;
    const now = this.media.currentTime;
    const gap = gapAt(this.gaps, now);
    if (!gap || now < gap.start + LEAD_SECONDS) return;
    const to = gap.end - LEAD_SECONDS;
    if (to - now > LEAST_JUMP_SECONDS) this.media.currentTime = to;
  }

  private readonly tell = (): void => {
    for (const listener of this.listeners) listener();
  };

  private change(part: Partial<Playback>): void {
    const before = this.playback.get();
    const isSame = (Object.keys(part) as (keyof Playback)[]).every((name) => before[name] === part[name]);
    if (!isSame) this.playback.set({ ...before, ...part });
  }

  private keep(): void {
    const { rate, skipsSilence } = this.playback.get();
    localStorage.setItem(KEPT, JSON.stringify({ rate, skipsSilence }));
  }
}

/** How this person listened last on this machine. */
function kept(): { rate: number; skipsSilence: boolean } {
  try {
    const { rate, skipsSilence } = JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Partial<Playback>;
    return { rate: RATES.find((one) => one === rate) ?? 1, skipsSilence: skipsSilence === true };
  } catch {
    return { rate: 1, skipsSilence: false };
  }
}
