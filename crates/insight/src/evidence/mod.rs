//! Evidence: verbatim quotes from single entries, with the seconds at which they are said.
//!
//! A quote always is a substring of its entry's text. Its times come from the words where the transcript has
//! them, else from the sentence that it lies in, else from the entry.

mod keywords;
mod ranking;

use std::ops::Range;

use colloquy_domain::evidence::Evidence;
use colloquy_domain::transcript::Entry;

pub(crate) use self::keywords::Keywords;
pub(crate) use self::ranking::Ranking;
use crate::view::Utterance;

/// How many pieces of an entry may be missing from its text before the rest is not looked for.
const MOST_MISSING: usize = 32;

/// The quote of a range of an entry's text.
pub(crate) fn quote(entry: &Entry, range: Range<usize>) -> Evidence {
    let (start_seconds, end_seconds) = times(entry, &range);
    Evidence {
        entry_id: entry.id,
        start_seconds,
        end_seconds,
        quote: entry.text.get(range).unwrap_or(&entry.text).to_owned(),
    }
}

/// The quote of a whole sentence.
pub(crate) fn quote_utterance(utterance: &Utterance<'_>) -> Evidence {
    quote(utterance.entry, utterance.range.clone())
}

/// The first `most` different places; no more are worked out than that.
pub(crate) fn distinct(places: impl IntoIterator<Item = Evidence>, most: usize) -> Vec<Evidence> {
    let mut found: Vec<Evidence> = Vec::new();
    for place in places {
        if found.len() == most {
            break;
        }
        if !found.iter().any(|known| known.entry_id == place.entry_id && known.quote == place.quote) {
            found.push(place);
        }
    }
    found
}

/// Start and end in seconds of a range of the entry's text.
fn times(entry: &Entry, range: &Range<usize>) -> (f64, f64) {
    let words = entry.words.iter().map(|word| (word.text.as_str(), word.start_seconds, word.end_seconds));
    let sentences = entry
        .sentences
        .iter()
        .map(|sentence| (sentence.text.as_str(), sentence.start_seconds, sentence.end_seconds));
    covered(&entry.text, words, range)
        .or_else(|| covered(&entry.text, sentences, range))
        .unwrap_or((entry.start_seconds, entry.end_seconds))
}

/// The times of the pieces that overlap `range`, where all of these can be found in the text.
fn covered<'p>(
    text: &str,
    pieces: impl Iterator<Item = (&'p str, f64, f64)>,
    range: &Range<usize>,
) -> Option<(f64, f64)> {
    let mut cursor = 0;
    let mut span: Option<(f64, f64)> = None;
    let mut missing = 0;
    for (piece, start_seconds, end_seconds) in pieces {
        let piece = piece.trim();
        if piece.is_empty() {
            continue;
        }
        let Some(found) = text.get(cursor..).and_then(|rest| rest.find(piece)) else {
            // A piece that is not in the text (corrected by hand) says nothing about places; the next may. Each
            // was looked for in all that is left, so there is an end to it.
            missing += 1;
            if missing == MOST_MISSING {
                return None;
            }
            continue;
        };
        let start = cursor + found;
        cursor = start + piece.len();
        if start < range.end && range.start < cursor {
            let first = span.map_or(start_seconds, |(first, _)| first);
            span = Some((first, end_seconds.max(first)));
        }
    }
    span
}

#[cfg(test)]
mod tests {
    use colloquy_domain::transcript::{EntryId, Sentence, Word};

    use super::*;

    fn entry(words: &[(&str, f64)], sentences: &[(&str, f64)]) -> Entry {
        Entry {
            id: EntryId(3),
            speaker_index: 0,
            start_seconds: 10.0,
            end_seconds: 20.0,
            text: "So, so it is. Call me so.".into(),
            sentences: sentences
                .iter()
                .map(|(text, start)| Sentence {
                    text: (*text).into(),
                    start_seconds: *start,
                    end_seconds: start + 1.0,
                })
                .collect(),
            words: words
                .iter()
                .map(|(text, start)| Word {
                    text: (*text).into(),
                    start_seconds: *start,
                    end_seconds: start + 0.5,
                    probability: None,
                })
                .collect(),
        }
    }

    #[test]
    fn times_come_from_words_then_sentences_then_the_entry() {
        let words = [
            ("So,", 10.0),
            ("so", 11.0),
            ("it", 12.0),
            ("is.", 13.0),
            ("Call", 14.0),
            ("me", 15.0),
            ("so.", 16.0),
        ];
        let sentences = [("So, so it is.", 10.5), ("Call me so.", 14.5)];
        let range = 14..25;
        let found = quote(&entry(&words, &sentences), range.clone());
        assert_eq!(
            (found.quote.as_str(), found.start_seconds, found.end_seconds),
            ("Call me so.", 14.0, 16.5)
        );
        let found = quote(&entry(&[], &sentences), range.clone());
        assert_eq!((found.start_seconds, found.end_seconds), (14.5, 15.5));
        let found = quote(&entry(&[], &[]), range.clone());
        assert_eq!((found.start_seconds, found.end_seconds), (10.0, 20.0));
        let corrected = entry(&[("other", 1.0), ("words", 2.0)], &[]);
        assert_eq!(quote(&corrected, range).start_seconds, 10.0);
    }
}
