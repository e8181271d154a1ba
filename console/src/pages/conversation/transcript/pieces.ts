/**
 * The words of an entry with the second at which each is heard. Recognisers tell the times of words; where nobody told,
 * they are guessed from the length of the text, within its sentence if the times of sentences are known.
 */
import type { Entry, Place } from "../types";

export interface Piece {
  text: string;
  /** Place in the entry's text. */
  from: number;
  to: number;
  seconds: number;
  /** The recogniser was not sure of it. */
  isUnsure: boolean;
}

/** Below this a recogniser's word is called unsure. */
const UNSURE = 0.5;
const known = new WeakMap<Entry, Piece[]>();

export function piecesOf(entry: Entry): Piece[] {
  const found = known.get(entry) ?? (fromWords(entry) ?? guessed(entry));
  known.set(entry, found);
  return found;
}

/** The words as they were recognised; undefined where they are not the text. */
function fromWords({ text, words }: Entry): Piece[] | undefined {
  if (words.length === 0) return undefined;
  const pieces: Piece[] = [];
  let from = 0;
  for (const word of words) {
    const bare = word.text.trim();
    if (!bare) continue;
    const at = text.indexOf(bare, from);
    // Only blanks may lie between one word and the next.
    if (at < 0 || text.slice(from, at).trim()) return undefined;
    const isUnsure = word.probability != null && word.probability < UNSURE;
    pieces.push({ text: bare, from: at, to: at + bare.length, seconds: word.start_seconds, isUnsure });
    from = at + bare.length;
  }
  return text.slice(from).trim() ? undefined : pieces;
}

function guessed(entry: Entry): Piece[] {
  const spans = spansOf(entry);
  const pieces: Piece[] = [];
  for (const match of entry.text.matchAll(/\S+/g)) {
    const from = match.index;
    const span = spans.findLast((one) => one.from <= from) ?? spans[0];
    if (!span) continue;
    const share = (from - span.from) / Math.max(1, span.to - span.from);
    const seconds = span.start + Math.min(1, share) * (span.end - span.start);
    pieces.push({ text: match[0], from, to: from + match[0].length, seconds, isUnsure: false });
  }
  return pieces;
}

interface Span {
  from: number;
  to: number;
  start: number;
  end: number;
}

/** Parts of the text whose times are known: its sentences, or the whole. */
function spansOf({ text, sentences, start_seconds: start, end_seconds: end }: Entry): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const sentence of sentences) {
    const at = text.indexOf(sentence.text, from);
    if (at < 0) return [{ from: 0, to: text.length, start, end }];
    from = at + sentence.text.length;
    spans.push({ from: at, to: from, start: sentence.start_seconds, end: sentence.end_seconds });
  }
  return spans.length > 0 ? spans : [{ from: 0, to: text.length, start, end }];
}

/** Who goes to a second is told a slightly earlier one by the browser. */
export const ALMOST_SECONDS = 0.005;

/** Position of the word that is heard at a second; -1 before the first. */
export function wordAt(pieces: Piece[], seconds: number): number {
  return pieces.findLastIndex((piece) => piece.seconds <= seconds + ALMOST_SECONDS);
}

/** A part of an entry's text. */
export interface Range {
  from: number;
  to: number;
}

/** Whether a place quotes what the entry says now: people may have corrected it since. */
export function isQuoted(entry: Entry, place: Place): boolean {
  return entry.text.includes(place.quote.trim());
}

/** What a place quotes of the entry; all of it where the words have been corrected since. */
export function rangeOf(entry: Entry, place: Place): Range {
  const quote = place.quote.trim();
  const from = quote ? entry.text.indexOf(quote) : -1;
  return from < 0 ? { from: 0, to: entry.text.length } : { from, to: from + quote.length };
}

/** Where a text occurs in another, in whatever case. */
export function findIn(text: string, wanted: string): Range[] {
  const [all, one] = [text.toLocaleLowerCase(), wanted.toLocaleLowerCase()];
  const ranges: Range[] = [];
  if (!one) return ranges;
  for (let from = all.indexOf(one); from >= 0; from = all.indexOf(one, from + one.length)) ranges.push({ from, to: from + one.length });
  return ranges;
}
