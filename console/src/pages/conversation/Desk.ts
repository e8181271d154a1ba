/**
 * What somebody is looking at in a conversation: the entry at hand, what is marked, what is selected or being written. The
 * transcript, the player and the findings share it.
 */
import type { Player } from "./player/Player";
import { Store } from "./store";
import { ALMOST_SECONDS } from "./transcript/pieces";
import type { Entry, Place } from "./types";

/** A text that is being corrected. It outlives the row that shows it, which comes and goes with scrolling. */
export interface Draft {
  entryId: number;
  /** What the person saw when the correction began. */
  revision: number;
  before: string;
  text: string;
  /** How often somebody asked for another one meanwhile: then this one takes the focus. */
  asks: number;
}

/** Whether a draft says something else than what was there. */
export function isWritten(draft: Draft): boolean {
  return draft.text !== draft.before;
}

/** Where the transcript shall go. A new object each time, also to the same place. */
export interface Aim {
  position: number;
  /** Whether the entry takes the focus. */
  isFocused: boolean;
}

/** What a comment that is being written is about; nothing is the whole conversation. */
export interface CommentPlace {
  entryId?: number;
  seconds?: number;
  /** Somebody pressed for it elsewhere: the form takes the focus. */
  isAsked?: boolean;
}

const NOTHING: Place[] = [];

export class Desk {
  /** Position of the entry at hand. */
  readonly cursor = new Store(0);
  /** Whether the transcript goes along with the recording. */
  readonly isFollowing = new Store(true);
  readonly aim = new Store<Aim | null>(null);
  /** Places of the finding under the pointer or the focus. */
  readonly hovered = new Store<Place[]>(NOTHING);
  /** The place that was gone to last. */
  readonly pinned = new Store<Place[]>(NOTHING);
  readonly draft = new Store<Draft | null>(null);
  /** Ids of entries. */
  readonly selected = new Store<ReadonlySet<number>>(new Set());
  /** Entries that an action item which is being written rests on; none is written where there is nothing. */
  readonly newItem = new Store<number[] | null>(null);
  readonly commentPlace = new Store<CommentPlace | null>(null);
  /** Whether going to the place of a finding plays from there. */
  hearsPlaces = false;
  /** Shows the transcript, where it shares its place with the findings. */
  onReveal: () => void = () => undefined;

  private entries: Entry[] = [];
  private positions = new Map<number, number>();
  private player: Player | null = null;
  private lastSelected: number | null = null;

  setEntries(entries: Entry[]): void {
    if (entries === this.entries) return;
    this.entries = entries;
    this.positions = new Map(entries.map((entry, position) => [entry.id, position]));
  }

  /** Lets go of what is not there any more. */
  clean(): void {
    const last = Math.max(0, this.entries.length - 1);
    if (this.cursor.get() > last) this.cursor.set(last);
    const draft = this.draft.get();
    if (draft && !isWritten(draft) && !this.positions.has(draft.entryId)) this.draft.set(null);
  }

  setPlayer(player: Player | null): void {
    this.player = player;
  }

  entry(position: number): Entry | undefined {
    return this.entries[position];
  }

  positionOf(entryId: number): number | undefined {
    return this.positions.get(entryId);
  }

  /** The last entry that begins at this second or before; -1 where none does. */
  positionAt(seconds: number): number {
    let [low, high] = [0, this.entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.entries[middle]?.start_seconds ?? 0) <= seconds + ALMOST_SECONDS) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Brings an entry into view. */
  reveal(position: number, isFocused = false): void {
    if (!this.entries[position]) return;
    this.cursor.set(position);
    this.onReveal();
    this.aim.set({ position, isFocused });
  }

  /** Goes to a place that supports a finding, in the recording and in the transcript. */
  jump(place: Place): void {
    this.pinned.set([place]);
    this.player?.seek(place.start_seconds);
    this.isFollowing.set(true);
    this.reveal(this.positions.get(place.entry_id) ?? this.positionAt(place.start_seconds));
    if (this.hearsPlaces) this.player?.play();
  }

  /** Goes to a second. */
  goTo(seconds: number): void {
    this.player?.seek(seconds);
    this.isFollowing.set(true);
    this.reveal(Math.max(0, this.positionAt(seconds)));
  }

  /** Plays from a second. */
  hear(seconds: number): void {
    this.isFollowing.set(true);
    this.player?.seek(seconds);
    this.player?.play();
  }

  /** So many entries on (or back). */
  step(by: number): void {
    const position = Math.min(Math.max(0, this.cursor.get() + by), this.entries.length - 1);
    const entry = this.entries[position];
    if (!entry) return;
    this.player?.seek(entry.start_seconds);
    this.isFollowing.set(true);
    this.reveal(position);
  }

  edit(position: number, revision: number): void {
    const entry = this.entries[position];
    if (!entry) return;
    const draft = this.draft.get();
    // What somebody wrote is saved or left before another one begins.
    const isBusy = draft !== null && isWritten(draft);
    const place = isBusy ? (this.positionOf(draft.entryId) ?? position) : position;
    this.draft.set(isBusy ? { ...draft, asks: draft.asks + 1 } : { entryId: entry.id, revision, before: entry.text, text: entry.text, asks: 0 });
    this.cursor.set(place);
    this.aim.set({ position: place, isFocused: false });
  }

  /** Selects an entry or takes it out; `isRange` with all from the one that was selected last. */
  select(position: number, isRange: boolean): void {
    const selected = new Set(this.selected.get());
    const entry = this.entries[position];
    if (!entry) return;
    const from = isRange && this.lastSelected !== null ? (this.positions.get(this.lastSelected) ?? position) : position;
    if (isRange) {
      for (const one of this.entries.slice(Math.min(from, position), Math.max(from, position) + 1)) selected.add(one.id);
    } else if (!selected.delete(entry.id)) {
      selected.add(entry.id);
    }
    this.lastSelected = entry.id;
    this.selected.set(selected);
  }

  clearSelection = (): void => {
    this.lastSelected = null;
    this.selected.set(new Set());
  };

  mark = (places: Place[]): void => this.hovered.set(places);
  unmark = (): void => this.hovered.set(NOTHING);
}
