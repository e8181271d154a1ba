//! Tokens to words.
//!
//! Where a language puts spaces between words, a token that starts with one starts a word. Where it does not,
//! every character group that is complete on its own is taken for a word. The alignment tells where a token
//! *ends*; a word starts where the one before it ended, unless that would make it longer than it can be
//! spoken, which is how a pause shows.

use std::ops::Range;

use colloquy_engine::protocol::{RecognisedPiece, RecognisedWord};

use super::decode::Token;
use super::guard;
use super::window::SECOND;

/// Longest that a word is taken to be spoken: a part for any word and a part for each of its characters.
const WORD_SECONDS: f64 = 0.35;
const CHARACTER_SECONDS: f64 = 0.09;
/// A word is not shorter than this.
const SHORTEST_SECONDS: f64 = 0.02;

/// Languages that are written without spaces between words, as Whisper names them.
const WITHOUT_SPACES: [&str; 7] = ["zh", "yue", "ja", "th", "lo", "my", "km"];

/// Whether a language puts spaces between words.
pub fn has_spaces(language: &str) -> bool {
    !WITHOUT_SPACES.contains(&language)
}

/// A word and where it lies in the window.
#[derive(Debug, Clone, PartialEq)]
pub struct WindowWord {
    /// Times are from the window's start.
    pub word: RecognisedWord,
    /// Whether a space stands before it.
    pub space_before: bool,
    /// Sum of the logarithms of its tokens' probabilities.
    pub log_probability: f32,
    /// Number of its tokens.
    pub tokens: u32,
}

/// Joins `tokens` to words.
pub fn join(tokens: &[Token], language: &str) -> Vec<WindowWord> {
    let spaces = has_spaces(language);
    let mut words: Vec<WindowWord> = Vec::new();
    let mut bytes: Vec<u8> = Vec::new();
    let mut group: Vec<&Token> = Vec::new();
    let mut last_end = 0.0;
    for (index, token) in tokens.iter().enumerate() {
        bytes.extend_from_slice(&token.bytes);
        group.push(token);
        let next_starts_word = tokens.get(index + 1).is_none_or(|next| {
            if spaces { next.bytes.first() == Some(&b' ') } else { std::str::from_utf8(&bytes).is_ok() }
        });
        if next_starts_word {
            let text = String::from_utf8_lossy(&bytes);
            push(&mut words, &text, &group, &mut last_end);
            bytes.clear();
            group.clear();
        }
    }
    words
}

fn push(words: &mut Vec<WindowWord>, text: &str, group: &[&Token], last_end: &mut f64) {
    let trimmed = text.trim();
    let spoken = |token: &&&Token| match std::str::from_utf8(&token.bytes) {
        Ok(text) => text.chars().any(char::is_alphanumeric),
        // A part of a character; those that are split are letters.
        Err(_) => true,
    };
    // Punctuation is not spoken: its token would stretch the word over the pause that it stands for.
    let end_token = group.iter().rfind(spoken);
    let log_probability: f32 = group.iter().map(|token| token.log_probability).sum();
    let tokens = group.len() as u32;
    let Some(end_token) = end_token else {
        match words.last_mut() {
            Some(word) if !trimmed.is_empty() => {
                if text.starts_with(' ') {
                    word.word.text.push(' ');
                }
                word.word.text.push_str(trimmed);
                word.log_probability += log_probability;
                word.tokens += tokens;
            }
            _ => {}
        }
        return;
    };
    let end = end_token.end_seconds.max(*last_end + SHORTEST_SECONDS);
    let longest = WORD_SECONDS + CHARACTER_SECONDS * trimmed.chars().count() as f64;
    let start = last_end.max(end - longest);
    *last_end = end;
    let probability = group.iter().map(|token| token.probability).fold(1.0, f32::min);
    words.push(WindowWord {
        word: RecognisedWord {
            text: trimmed.to_owned(),
            start_seconds: start,
            end_seconds: end,
            probability: Some(probability),
        },
        space_before: text.starts_with(' '),
        log_probability,
        tokens,
    });
}

/// Gives each of `words` to the piece that it lies in, with times from that piece's start. `places` says where
/// the pieces lie in the window, `answers` takes them.
pub fn share_out(
    words: Vec<WindowWord>,
    places: &[Range<usize>],
    answers: &mut [RecognisedPiece],
    no_speech_probability: f32,
) {
    let bounds: Vec<(f64, f64)> =
        places.iter().map(|place| (seconds(place.start), seconds(place.end))).collect();
    let mut groups: Vec<Vec<WindowWord>> = vec![Vec::new(); places.len()];
    for word in words {
        if let Some(group) = groups.get_mut(nearest(&word.word, &bounds)) {
            group.push(word);
        }
    }
    for ((group, (start, end)), answer) in groups.into_iter().zip(bounds).zip(answers) {
        answer.text = text(&group);
        answer.mean_log_probability = guard::mean_log_probability(&group);
        answer.no_speech_probability = Some(no_speech_probability);
        answer.words = group.into_iter().map(|word| within(word.word, start, end)).collect();
    }
}

/// The piece that a word overlaps most; otherwise the one it is nearest to.
fn nearest(word: &RecognisedWord, bounds: &[(f64, f64)]) -> usize {
    // Negative where they do not meet: then it is the distance.
    let overlap = |(start, end): &(f64, f64)| end.min(word.end_seconds) - start.max(word.start_seconds);
    let best = bounds.iter().enumerate().max_by(|left, right| overlap(left.1).total_cmp(&overlap(right.1)));
    best.map_or(0, |(index, _)| index)
}

fn within(mut word: RecognisedWord, start: f64, end: f64) -> RecognisedWord {
    let latest_start = (end - SHORTEST_SECONDS).max(start);
    word.start_seconds = word.start_seconds.clamp(start, latest_start) - start;
    word.end_seconds = word.end_seconds.clamp(start, end.max(start)) - start;
    word.end_seconds = word.end_seconds.max(word.start_seconds);
    word
}

fn seconds(samples: usize) -> f64 {
    samples as f64 / SECOND as f64
}

/// The text of `words` as one string.
fn text(words: &[WindowWord]) -> String {
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

    fn token(text: &str, end_seconds: f64) -> Token {
        Token { bytes: text.as_bytes().to_vec(), end_seconds, probability: 0.5, log_probability: -0.7 }
    }

    fn texts(words: &[WindowWord]) -> Vec<&str> {
        words.iter().map(|word| word.word.text.as_str()).collect()
    }

    #[test]
    fn tokens_join_to_words_and_punctuation_takes_no_time() {
        let tokens =
            [token(" Hel", 0.2), token("lo", 0.4), token(",", 1.9), token(" world", 2.4), token(".", 2.9)];
        let words = join(&tokens, "en");
        assert_eq!(texts(&words), ["Hello,", "world."]);
        assert!((words[0].word.end_seconds - 0.4).abs() < 1e-9, "the comma's pause is not part of the word");
        assert!(words[1].word.start_seconds > 1.5, "nor of the next: {}", words[1].word.start_seconds);
    }

    #[test]
    fn without_spaces_every_whole_character_group_is_a_word() {
        let split = "場".as_bytes();
        let mut halves = [token("", 0.2), token("", 0.4), token("日本", 0.8)];
        halves[0].bytes = split[..2].to_vec();
        halves[1].bytes = split[2..].to_vec();
        assert_eq!(texts(&join(&halves, "ja")), ["場", "日本"]);
    }

    #[test]
    fn words_go_to_their_pieces_and_stay_within_them() {
        let tokens = [token(" One", 0.9), token(" two", 1.6), token(" three", 2.6), token(" four.", 3.4)];
        let places = [0..SECOND, SECOND * 3 / 2..SECOND * 3];
        let mut answers = vec![RecognisedPiece::default(); 2];
        share_out(join(&tokens, "en"), &places, &mut answers, 0.1);
        assert_eq!(answers[0].text, "One");
        assert_eq!(answers[1].text, "two three four.");
        for answer in &answers {
            for word in &answer.words {
                assert!(word.start_seconds >= 0.0 && word.end_seconds <= 1.5, "{word:?}");
                assert!(word.start_seconds <= word.end_seconds, "{word:?}");
            }
        }
        assert!((answers[0].mean_log_probability.unwrap() + 0.7).abs() < 1e-6);
    }
}
