//! Puts words and speakers together: entries, sentences, words, by time.
//!
//! Every word gets its speaker: that of its channel where each person has one, otherwise by the turns that
//! diarization found. A speaker's words are an entry until they pause for long or somebody else begins
//! after them; what two people say at once stays two entries. Entries of one speaker that follow each other
//! with no more than a breath between them are one.

use colloquy_domain::transcript::{Entry, EntryId, Word};

use crate::diarize::SpeakerTurn;
use crate::diarize::assign::{TimedWord, assign_words};
use crate::recognise::RecognisedSpan;
use crate::sentences::sentences;

/// A pause that ends an utterance even where nobody else speaks.
const PAUSE_SECONDS: f64 = 0.8;
/// Utterances of one speaker with a shorter pause between them are one entry, unless somebody else spoke.
const SAME_ENTRY_SECONDS: f64 = 2.0;
/// An entry is not made longer than this by joining.
const LONGEST_ENTRY_SECONDS: f64 = 60.0;

/// How to tell speakers apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SpeakerSource<'a> {
    /// Every channel is one person.
    Channels,
    /// All are on one channel; these are their turns.
    Turns(&'a [SpeakerTurn]),
}

/// A word with its place in the text: whether a space stands before it.
#[derive(Debug, Clone)]
pub(crate) struct SpokenWord {
    pub word: Word,
    pub space_before: bool,
}

struct Utterance {
    speaker: usize,
    words: Vec<SpokenWord>,
}

impl Utterance {
    fn start(&self) -> f64 {
        self.words.first().map_or(0.0, |word| word.word.start_seconds)
    }

    fn end(&self) -> f64 {
        self.words.iter().map(|word| word.word.end_seconds).fold(0.0, f64::max)
    }
}

/// Entries of a transcript, by start time and numbered from 0. Speakers keep the numbers that channels or
/// turns gave them.
#[must_use]
pub fn assemble(spans: &[RecognisedSpan], speakers: SpeakerSource<'_>) -> Vec<Entry> {
    let mut channels: Vec<usize> = spans.iter().map(|span| span.channel).collect();
    channels.sort_unstable();
    channels.dedup();
    let mut utterances = Vec::new();
    for channel in channels {
        let mut of_channel: Vec<&RecognisedSpan> =
            spans.iter().filter(|span| span.channel == channel).collect();
        of_channel.sort_by(|a, b| a.start_seconds.total_cmp(&b.start_seconds));
        let words: Vec<SpokenWord> = of_channel.into_iter().flat_map(spoken_words).collect();
        let speaker_of = match speakers {
            SpeakerSource::Channels => vec![channel; words.len()],
            SpeakerSource::Turns(turns) => assign_words(&timed(&words), turns),
        };
        utterances.extend(cut(words, &speaker_of));
    }
    utterances.sort_by(|a, b| a.start().total_cmp(&b.start()));
    join(utterances).into_iter().zip(0..).map(|(utterance, id)| entry(utterance, EntryId(id))).collect()
}

fn timed(words: &[SpokenWord]) -> Vec<TimedWord<'_>> {
    let timed = |word: &'_ SpokenWord| (word.word.start_seconds, word.word.end_seconds);
    words
        .iter()
        .map(|word| {
            let (start_seconds, end_seconds) = timed(word);
            TimedWord { text: &word.word.text, start_seconds, end_seconds }
        })
        .collect()
}

/// A span's words, with the spaces that its text has between them.
fn spoken_words(span: &RecognisedSpan) -> Vec<SpokenWord> {
    let mut rest = span.text.as_str();
    let mut words = Vec::with_capacity(span.words.len());
    for word in &span.words {
        let found = rest.find(word.text.as_str());
        // A word that is not in the text, which a recogniser should not give, stands apart.
        let space_before =
            found.is_none_or(|at| words.is_empty() || rest[..at].contains(char::is_whitespace));
        if let Some(at) = found {
            rest = &rest[at + word.text.len()..];
        }
        words.push(SpokenWord { word: word.clone(), space_before });
    }
    words
}

/// Cuts the words of a channel where the speaker changes or pauses.
fn cut(words: Vec<SpokenWord>, speaker_of: &[usize]) -> Vec<Utterance> {
    let mut utterances: Vec<Utterance> = Vec::new();
    for (word, speaker) in words.into_iter().zip(speaker_of) {
        match utterances.last_mut() {
            Some(last)
                if last.speaker == *speaker && word.word.start_seconds - last.end() < PAUSE_SECONDS =>
            {
                last.words.push(word);
            }
            _ => utterances.push(Utterance { speaker: *speaker, words: vec![word] }),
        }
    }
    utterances
}

/// Joins neighbours of the same speaker; `utterances` are by start time.
fn join(utterances: Vec<Utterance>) -> Vec<Utterance> {
    let mut joined: Vec<Utterance> = Vec::new();
    for utterance in utterances {
        match joined.last_mut() {
            Some(last)
                if last.speaker == utterance.speaker
                    && utterance.start() - last.end() < SAME_ENTRY_SECONDS
                    && utterance.end() - last.start() < LONGEST_ENTRY_SECONDS =>
            {
                last.words.extend(utterance.words);
            }
            _ => joined.push(utterance),
        }
    }
    joined
}

fn entry(utterance: Utterance, id: EntryId) -> Entry {
    let (start_seconds, end_seconds) = (utterance.start(), utterance.end());
    Entry {
        id,
        speaker_index: u32::try_from(utterance.speaker).unwrap_or(u32::MAX),
        start_seconds,
        end_seconds,
        text: text(&utterance.words),
        sentences: sentences(&utterance.words),
        words: utterance.words.into_iter().map(|word| word.word).collect(),
    }
}

/// The words as one string.
pub(crate) fn text(words: &[SpokenWord]) -> String {
    let mut text = String::new();
    for word in words {
        if word.space_before && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&word.word.text);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A span whose words take half a second each, from `start`.
    fn span(channel: usize, start: f64, text: &str) -> RecognisedSpan {
        let words: Vec<Word> = text
            .split(' ')
            .enumerate()
            .map(|(index, word)| Word {
                text: word.to_owned(),
                start_seconds: start + index as f64 * 0.5,
                end_seconds: start + index as f64 * 0.5 + 0.45,
                probability: None,
            })
            .collect();
        let end_seconds = words[words.len() - 1].end_seconds;
        RecognisedSpan { channel, start_seconds: start, end_seconds, text: text.to_owned(), words }
    }

    fn lines(entries: &[Entry]) -> Vec<(u32, &str)> {
        entries.iter().map(|entry| (entry.speaker_index, entry.text.as_str())).collect()
    }

    #[test]
    fn channels_take_turns() {
        let spans = [
            span(1, 0.0, "How can I help?"),
            span(1, 6.0, "I see."),
            span(0, 2.5, "My line is down. It broke."),
            span(1, 7.5, "Let me look."),
        ];
        let entries = assemble(&spans, SpeakerSource::Channels);
        assert_eq!(
            lines(&entries),
            [(1, "How can I help?"), (0, "My line is down. It broke."), (1, "I see. Let me look.")]
        );
        let sentences: Vec<_> = entries[1].sentences.iter().map(|sentence| sentence.text.as_str()).collect();
        assert_eq!(sentences, ["My line is down.", "It broke."]);
        assert_eq!(entries[1].sentences[1].start_seconds, 4.5);
        assert_eq!(entries.iter().map(|entry| entry.id.0).collect::<Vec<_>>(), [0, 1, 2]);
    }

    #[test]
    fn an_interjection_cuts_only_at_a_pause() {
        let spans = [span(0, 0.0, "we would like to move on now"), span(1, 1.2, "Right.")];
        let entries = assemble(&spans, SpeakerSource::Channels);
        assert_eq!(lines(&entries), [(0, "we would like to move on now"), (1, "Right.")]);
        assert!(entries[1].start_seconds < entries[0].end_seconds, "they overlap");
    }

    #[test]
    fn turns_cut_one_channel() {
        let turns = [
            SpeakerTurn { speaker: 0, start_seconds: 0.0, end_seconds: 1.5 },
            SpeakerTurn { speaker: 1, start_seconds: 1.5, end_seconds: 3.0 },
        ];
        let entries = assemble(&[span(0, 0.0, "how are you? i am fine.")], SpeakerSource::Turns(&turns));
        assert_eq!(lines(&entries), [(0, "how are you?"), (1, "i am fine.")]);
    }

    #[test]
    fn text_without_spaces_stays_so() {
        let mut spoken = span(0, 0.0, "日本 語 。");
        spoken.text = "日本語。".to_owned();
        assert_eq!(lines(&assemble(&[spoken], SpeakerSource::Channels)), [(0, "日本語。")]);
        assert!(assemble(&[], SpeakerSource::Channels).is_empty());
    }
}
