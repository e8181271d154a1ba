//! Where the words of a query stand in a conversation.

use std::ops::Range;

use colloquy_domain::conversation::Participant;
use colloquy_domain::transcript::{Entry, EntryId, Transcript};
use colloquy_domain::words::words;

use super::document::Person;
use super::query::Query;

/// Characters shown before the first word that was found, and altogether.
const SHOWN_BEFORE: usize = 60;
const SHOWN: usize = 200;

/// A place where words of the query stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// What the text is.
    pub kind: PlaceKind,
    /// The text or the part of it around the words, with `…` where it is cut.
    pub snippet: String,
    /// Where the words stand in [`Self::snippet`], counted in code points.
    pub highlights: Vec<Range<usize>>,
}

/// What a text is.
#[derive(Debug, Clone, PartialEq)]
pub enum PlaceKind {
    /// The title.
    Title,
    /// Name of a participant.
    Person,
    /// E-mail address or telephone number of a participant.
    Address,
    /// Name of a speaker.
    Speaker {
        /// Position in the transcript's speakers.
        index: u32,
    },
    /// What somebody said.
    Said {
        /// The entry.
        entry_id: EntryId,
        /// Who said it: position in the transcript's speakers.
        speaker_index: u32,
        /// When the first of the words was said, seconds from the conversation's start: of the word where word times
        /// are known, else of its sentence, else of the entry.
        start_seconds: f64,
    },
}

/// The texts of a conversation that may be searched.
pub(super) struct Texts {
    pub title: String,
    pub participants: Vec<Participant>,
    /// Whether addresses and numbers count.
    pub with_addresses: bool,
    pub transcript: Option<Transcript>,
}

/// Places of a conversation, at most `most` of what was said, in which the query's words stand; none where the
/// conversation is not meant after all.
pub(super) fn places(query: &Query, texts: &Texts, most: usize) -> Option<Vec<Place>> {
    let mut search = Search { query, is_found: vec![false; query.wanted.len()], is_excluded: false };
    let mut around: Vec<Place> = Vec::new();
    let mut said: Vec<(usize, Place)> = Vec::new();
    around.extend(search.whole(&texts.title, PlaceKind::Title));
    for participant in &texts.participants {
        if let Some(name) = &participant.name {
            around.extend(search.whole(name, PlaceKind::Person));
        }
        if texts.with_addresses {
            // Of the two spellings of a number one is enough.
            let mut shown: Vec<Place> = Vec::new();
            for address in Person::from(participant).addresses() {
                shown.extend(search.whole(&address, PlaceKind::Address));
            }
            around.extend(shown.into_iter().take(1));
        }
    }
    if let Some(transcript) = &texts.transcript {
        for (index, speaker) in (0..).zip(&transcript.speakers) {
            let is_participant = speaker.name.is_none()
                || texts.participants.iter().any(|participant| participant.name == speaker.name);
            if let (Some(name), false) = (&speaker.name, is_participant) {
                around.extend(search.whole(name, PlaceKind::Speaker { index }));
            }
        }
        for entry in &transcript.entries {
            let found = search.look(&entry.text);
            let Some(first) = found.ranges.first() else { continue };
            let kind = PlaceKind::Said {
                entry_id: entry.id,
                speaker_index: entry.speaker_index,
                start_seconds: second_of(entry, first.start),
            };
            said.push((found.count, cut(&entry.text, &found.ranges, kind)));
        }
    }
    if search.is_excluded || search.is_found.contains(&false) {
        return None;
    }
    // The entries with the most of the words, in the order in which they were said.
    let mut order: Vec<usize> = (0..said.len()).collect();
    order.sort_by_key(|position| std::cmp::Reverse(said[*position].0));
    order.truncate(most);
    order.sort_unstable();
    let mut said: Vec<Option<Place>> = said.into_iter().map(|(_, place)| Some(place)).collect();
    around.extend(order.into_iter().filter_map(|position| said[position].take()));
    Some(around)
}

struct Search<'a> {
    query: &'a Query,
    is_found: Vec<bool>,
    is_excluded: bool,
}

struct Found {
    /// Where words of the query stand, without overlaps.
    ranges: Vec<Range<usize>>,
    /// How many of the query's phrases stand there.
    count: usize,
}

impl Search<'_> {
    /// A text that is shown whole.
    fn whole(&mut self, text: &str, kind: PlaceKind) -> Option<Place> {
        let ranges = self.look(text).ranges;
        (!ranges.is_empty()).then(|| Place { kind, snippet: text.to_owned(), highlights: ranges })
    }

    fn look(&mut self, text: &str) -> Found {
        let words = words(text);
        let mut found = Found { ranges: Vec::new(), count: 0 };
        for (phrase, is_found) in self.query.wanted.iter().zip(&mut self.is_found) {
            let before = found.ranges.len();
            for at in 0..words.len() {
                if phrase.begins(&words[at..]) {
                    found.ranges.push(words[at].start..words[at + phrase.len() - 1].end);
                }
            }
            if found.ranges.len() > before {
                *is_found = true;
                found.count += 1;
            }
        }
        let has = |phrase: &super::query::Phrase| (0..words.len()).any(|at| phrase.begins(&words[at..]));
        self.is_excluded |= self.query.excluded.iter().any(has);
        merge(&mut found.ranges);
        found
    }
}

/// Sorts ranges and puts those that overlap together.
fn merge(ranges: &mut Vec<Range<usize>>) {
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|next, kept| {
        let overlaps = next.start < kept.end;
        if overlaps {
            kept.end = kept.end.max(next.end);
        }
        overlaps
    });
}

/// The part of a text around the first range, cut between words.
fn cut(text: &str, ranges: &[Range<usize>], kind: PlaceKind) -> Place {
    let characters: Vec<char> = text.chars().collect();
    if characters.len() <= SHOWN {
        return Place { kind, snippet: text.to_owned(), highlights: ranges.to_vec() };
    }
    let first = ranges.first().map_or(0, |range| range.start);
    let earliest = first.saturating_sub(SHOWN_BEFORE).min(characters.len() - SHOWN);
    // From the space before, so that no word is cut, if there is one before the words that are shown.
    let start = match earliest {
        0 => 0,
        _ => (earliest..first).find(|at| characters[*at].is_whitespace()).map_or(earliest, |at| at + 1),
    };
    let latest = (start + SHOWN).min(characters.len());
    let shown_end = ranges.first().map_or(start, |range| range.end.min(latest));
    let end = if latest == characters.len() {
        latest
    } else {
        (shown_end..latest).rev().find(|at| characters[*at].is_whitespace()).unwrap_or(latest)
    };
    let mut snippet = String::new();
    let ellipsis = |is_cut: bool| if is_cut { "…" } else { "" };
    snippet.push_str(ellipsis(start > 0));
    snippet.extend(&characters[start..end]);
    snippet.push_str(ellipsis(end < characters.len()));
    let shift = usize::from(start > 0);
    let highlights = ranges
        .iter()
        .filter(|range| range.start >= start && range.start < end)
        .map(|range| range.start - start + shift..range.end.min(end) - start + shift)
        .collect();
    Place { kind, snippet, highlights }
}

/// When the character at that place was said.
fn second_of(entry: &Entry, place: usize) -> f64 {
    let words = entry.words.iter().map(|word| (word.text.as_str(), word.start_seconds));
    let sentences = entry.sentences.iter().map(|sentence| (sentence.text.as_str(), sentence.start_seconds));
    start_of_part(&entry.text, words, place)
        .or_else(|| start_of_part(&entry.text, sentences, place))
        .unwrap_or(entry.start_seconds)
}

/// The start of the last part that begins at or before that place. Parts that do not stand in the text are passed over.
fn start_of_part<'a>(text: &str, parts: impl Iterator<Item = (&'a str, f64)>, place: usize) -> Option<f64> {
    let (mut rest, mut passed, mut found) = (text, 0, None);
    for (part, start_seconds) in parts {
        let Some(at) = rest.find(part).filter(|_| !part.is_empty()) else { continue };
        let begins = passed + rest[..at].chars().count();
        if begins > place {
            break;
        }
        found = Some(start_seconds);
        passed = begins + part.chars().count();
        rest = &rest[at + part.len()..];
    }
    found
}

#[cfg(test)]
mod tests {
    use colloquy_domain::transcript::{Sentence, Word};

    use super::*;

    fn entry(text: &str) -> Entry {
        Entry {
            id: EntryId(3),
            speaker_index: 0,
            start_seconds: 10.0,
            end_seconds: 20.0,
            text: text.to_owned(),
            sentences: Vec::new(),
            words: Vec::new(),
        }
    }

    #[test]
    fn the_second_is_that_of_the_word_else_the_sentence_else_the_entry() {
        let mut said = entry("Grüß Gott. The price, the price!");
        let place = said.text.chars().position(|character| character == 'p').unwrap();
        assert_eq!(second_of(&said, place), 10.0);
        let sentence =
            |text: &str, start_seconds| Sentence { text: text.to_owned(), start_seconds, end_seconds: 20.0 };
        said.sentences = vec![sentence("Grüß Gott.", 10.0), sentence("The price, the price!", 14.0)];
        assert_eq!(second_of(&said, place), 14.0);
        said.words = said
            .text
            .split(' ')
            .zip(0_u32..)
            .map(|(text, number)| {
                let start_seconds = 10.0 + f64::from(number);
                Word { text: text.to_owned(), start_seconds, end_seconds: start_seconds, probability: None }
            })
            .collect();
        assert_eq!(second_of(&said, place), 13.0);
        let second = said.text.chars().count() - "price!".len();
        assert_eq!(second_of(&said, second), 15.0);
    }

    #[test]
    fn a_long_text_is_cut_around_the_words_and_highlights_move_with_it() {
        let before = "wörd ".repeat(100);
        let text = format!("{before}the PRICE is {}price", "what ".repeat(100));
        let query = Query::parse("price");
        let mut search = Search { query: &query, is_found: vec![false], is_excluded: false };
        let ranges = search.look(&text).ranges;
        let place = cut(&text, &ranges, PlaceKind::Title);
        let characters: Vec<char> = place.snippet.chars().collect();
        assert!(characters.len() <= SHOWN + 2, "{}", place.snippet);
        assert!(place.snippet.starts_with("…wörd ") && place.snippet.ends_with("what…"), "{}", place.snippet);
        let [highlight] = place.highlights.as_slice() else { panic!("one place: {:?}", place.highlights) };
        assert_eq!(characters[highlight.clone()].iter().collect::<String>(), "PRICE");
        for endless in
            ["x".repeat(1_000), format!("{} price", "x".repeat(1_000)), format!("price{}", "y".repeat(999))]
        {
            let query = Query::parse("price* x*");
            let mut search = Search { query: &query, is_found: vec![false; 2], is_excluded: false };
            let ranges = search.look(&endless).ranges;
            let place = cut(&endless, &ranges, PlaceKind::Title);
            let length = place.snippet.chars().count();
            assert!(
                !place.highlights.is_empty() && place.highlights.iter().all(|range| range.end <= length),
                "{place:?}"
            );
        }
    }

    #[test]
    fn highlights_do_not_overlap() {
        let query = Query::parse("\"new quote\" quote new");
        let mut search = Search { query: &query, is_found: vec![false; 3], is_excluded: false };
        let found = search.look("a new quote, new");
        assert_eq!((found.ranges, found.count), (vec![2..11, 13..16], 3));
    }

    #[test]
    fn the_entries_with_most_of_the_words_are_shown_in_order() {
        let mut transcript = Transcript {
            id: colloquy_domain::TranscriptId::generate(),
            workspace_id: colloquy_domain::WorkspaceId::generate(),
            conversation_id: colloquy_domain::ConversationId::generate(),
            source: colloquy_domain::transcript::TranscriptSource::Supplied,
            language: None,
            engine: None,
            speakers: Vec::new(),
            entries: Vec::new(),
            created_at: time::OffsetDateTime::UNIX_EPOCH,
        };
        for (number, text) in (0..).zip(["price", "nothing", "new price", "price", "new price"]) {
            transcript.entries.push(Entry { id: EntryId(number), ..entry(text) });
        }
        let texts = Texts {
            title: String::new(),
            participants: Vec::new(),
            with_addresses: true,
            transcript: Some(transcript),
        };
        let shown = |query: &str| {
            let found = places(&Query::parse(query), &texts, 3)?;
            let number = |place: &Place| match place.kind {
                PlaceKind::Said { entry_id, .. } => entry_id.0,
                _ => panic!("{place:?}"),
            };
            Some(found.iter().map(number).collect::<Vec<_>>())
        };
        assert_eq!(shown("new price"), Some(vec![0, 2, 4]));
        assert_eq!(shown("\"price new\""), None, "not in this order");
        assert_eq!(shown("price -nothing"), None);
        assert_eq!(shown("price -\"price nothing\""), Some(vec![0, 2, 3]));
    }
}
