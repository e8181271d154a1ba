//! What an endpoint answers, in both of its forms. Everything but the text is optional, and nothing is
//! believed: times are kept within the stretch and in order.

use colloquy_domain::transcript::Word;
use serde::Deserialize;

use super::languages::code_of;
use super::stretch::Stretch;
use crate::recognise::{RecognisedSpan, spread_words};

/// `json` has the text alone; `verbose_json` the rest.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Answer {
    #[serde(default)]
    text: String,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    words: Option<Vec<AnsweredWord>>,
    #[serde(default)]
    segments: Option<Vec<AnsweredSegment>>,
}

#[derive(Debug, Clone, Deserialize)]
struct AnsweredWord {
    word: String,
    start: f64,
    end: f64,
}

#[derive(Debug, Clone, Deserialize)]
struct AnsweredSegment {
    text: String,
    start: f64,
    end: f64,
    #[serde(default)]
    words: Option<Vec<AnsweredWord>>,
}

impl Answer {
    /// ISO 639-1 code of the language. Some endpoints give a code, some the English name.
    pub fn language(&self) -> Option<String> {
        code_of(self.language.as_deref()?)
    }

    /// The answer with times from the recording's start.
    pub fn into_spans(self, stretch: &Stretch) -> Vec<RecognisedSpan> {
        let (start, end) = (stretch.start_seconds(), stretch.end_seconds());
        let words = self.words.filter(|words| !words.is_empty());
        let segments = self.segments.filter(|segments| !segments.is_empty());
        if let Some(words) = words {
            return span(stretch.channel, &self.text, times(&words, start, end)).into_iter().collect();
        }
        let Some(segments) = segments else {
            return spread_over_speech(&self.text, stretch);
        };
        segments
            .into_iter()
            .filter_map(|segment| {
                let words = match segment.words.filter(|words| !words.is_empty()) {
                    Some(words) => times(&words, start, end),
                    None => {
                        let from = within(segment.start, start, end);
                        spread_words(&segment.text, from, within(segment.end, start, end).max(from))
                    }
                };
                span(stretch.channel, &segment.text, words)
            })
            .collect()
    }
}

/// Text without any times: its words share the time in which somebody speaks, so that they do not lie in
/// pauses.
fn spread_over_speech(text: &str, stretch: &Stretch) -> Vec<RecognisedSpan> {
    let spoken: f64 = stretch.pieces.iter().map(|piece| piece.end_seconds() - piece.start_seconds()).sum();
    let mut words = spread_words(text, 0.0, spoken);
    for word in &mut words {
        word.start_seconds = in_recording(word.start_seconds, stretch, false);
        word.end_seconds = in_recording(word.end_seconds, stretch, true);
    }
    span(stretch.channel, text, words).into_iter().collect()
}

/// The moment of the recording at which so many seconds of speech are over. On the border between two pieces
/// it is the end of the first for an `is_end`, otherwise the start of the second.
fn in_recording(mut spoken_seconds: f64, stretch: &Stretch, is_end: bool) -> f64 {
    for piece in &stretch.pieces {
        let length = piece.end_seconds() - piece.start_seconds();
        if spoken_seconds < length || (is_end && spoken_seconds <= length) {
            return piece.start_seconds() + spoken_seconds.max(0.0);
        }
        spoken_seconds -= length;
    }
    stretch.end_seconds()
}

fn times(words: &[AnsweredWord], start: f64, end: f64) -> Vec<Word> {
    let mut earliest = start;
    words
        .iter()
        .filter(|word| !word.word.trim().is_empty())
        .map(|word| {
            let from = within(word.start, start, end).max(earliest);
            earliest = from;
            Word {
                text: word.word.trim().to_owned(),
                start_seconds: from,
                end_seconds: within(word.end, start, end).max(from),
                probability: None,
            }
        })
        .collect()
}

fn within(seconds: f64, start: f64, end: f64) -> f64 {
    if seconds.is_finite() { (start + seconds).clamp(start, end.max(start)) } else { start }
}

fn span(channel: usize, text: &str, words: Vec<Word>) -> Option<RecognisedSpan> {
    let (start_seconds, end_seconds) = (words.first()?.start_seconds, words.last()?.end_seconds);
    let words = with_punctuation(text, words);
    Some(RecognisedSpan { channel, start_seconds, end_seconds, text: text.trim().to_owned(), words })
}

/// Endpoints list words without the punctuation that the text has. Where the words stand in the text in
/// their order, each takes what stands up to the next space.
fn with_punctuation(text: &str, mut words: Vec<Word>) -> Vec<Word> {
    let mut rest = text;
    for word in &mut words {
        let Some(at) = rest.find(word.text.as_str()) else { return words };
        let before = rest[..at].rfind(char::is_whitespace).map_or(0, |space| space + 1);
        let after = &rest[at + word.text.len()..];
        let marks = after.find(|c: char| c.is_alphanumeric() || c.is_whitespace()).unwrap_or(after.len());
        // An opening mark belongs to the word that it opens.
        let opening = &rest[before..at];
        let opens =
            !opening.is_empty() && opening.chars().all(|c| !c.is_alphanumeric() && !c.is_whitespace());
        let closing = &after[..marks];
        let prefix = if opens { opening } else { "" };
        word.text = format!("{prefix}{}{closing}", word.text);
        rest = &after[marks..];
    }
    words
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::segment::Piece;

    fn stretch() -> Stretch {
        // Speech from 10 to 12 and from 14 to 16 seconds.
        let piece = |from: u64, to: u64| Piece { start_sample: from * 16_000, end_sample: to * 16_000 };
        Stretch { channel: 1, path: PathBuf::new(), pieces: vec![piece(10, 12), piece(14, 16)] }
    }

    fn spans(json: &str) -> Vec<RecognisedSpan> {
        serde_json::from_str::<Answer>(json).unwrap().into_spans(&stretch())
    }

    #[test]
    fn words_are_moved_to_the_recording_and_take_their_punctuation() {
        let found = spans(
            r#"{"text": " Hello, \"my\" friend.", "language": "english",
                "words": [{"word": "Hello", "start": 0.1, "end": 0.5}, {"word": "my", "start": 0.4, "end": 0.9},
                          {"word": "friend", "start": 0.3, "end": 99.0}]}"#,
        );
        let words: Vec<_> = found[0]
            .words
            .iter()
            .map(|word| (word.text.as_str(), word.start_seconds, word.end_seconds))
            .collect();
        assert_eq!(words, [("Hello,", 10.1, 10.5), ("\"my\"", 10.4, 10.9), ("friend.", 10.4, 16.0)]);
        assert_eq!(found[0].text, "Hello, \"my\" friend.");
        assert_eq!(found[0].channel, 1);
    }

    #[test]
    fn segments_and_bare_text_have_spread_words() {
        let found =
            spans(r#"{"text": "a b", "words": [], "segments": [{"text": "a b", "start": 0, "end": 2}]}"#);
        assert_eq!(found[0].words[1].start_seconds, 11.0);
        let bare = spans(r#"{"text": "aa bb cc dd"}"#);
        let starts: Vec<_> = bare[0].words.iter().map(|word| word.start_seconds).collect();
        assert_eq!(starts, [10.0, 11.0, 14.0, 15.0], "no word lies in the pause");
        assert!(spans(r#"{"text": "  "}"#).is_empty());
        assert!(spans("{}").is_empty());
    }

    #[test]
    fn languages_are_codes_or_names() {
        let language =
            |name: &str| Answer { language: Some(name.to_owned()), ..Answer::default() }.language();
        assert_eq!(language("english").as_deref(), Some("en"));
        assert_eq!(language("de").as_deref(), Some("de"));
        assert_eq!(language("en-US").as_deref(), Some("en"));
        assert_eq!(language("klingon"), None);
    }
}
